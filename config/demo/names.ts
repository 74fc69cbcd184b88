import type { Sex } from '../../src/core/italy.ts';
import { comparable } from '../../src/core/words.ts';
import { at, type Chance } from './chance.ts';
import type { Birthplace } from './codes.ts';

/** A name nobody bears, with what goes along with it. */
export interface Named {
  readonly lastName: string;
  readonly firstName: string;
  readonly sex: Sex;
}

/** A person from elsewhere: where from, and what the document says of citizenship. */
export interface Foreigner extends Named {
  readonly birthPlace: Birthplace;
  readonly citizenship: string;
  readonly european: boolean;
}

/** Hands out names, each once: two people of the demo are never called alike, whoever they are. */
export interface Names {
  italian(sex?: Sex): Named;
  /** Somebody from elsewhere; from outside the Union only, where asked. */
  foreign(from?: 'anywhere' | 'outside the Union'): Foreigner;
}

/** The names of one seed. Surnames of Puglia and first names are real words; their pairs are drawn. */
export function namesOf(chance: Chance): Names {
  const given = new Set<string>();
  const fresh = (draw: () => Named): Named => {
    for (let tries = 0; tries < 10_000; tries += 1) {
      const it = draw();
      // Without blanks: «Di Corato» and «Dicorato» would share an address.
      const key = comparable(`${it.lastName}.${it.firstName}`).replaceAll(' ', '');
      if (given.has(key)) continue;
      given.add(key);
      return it;
    }
    throw new Error('the demo has run out of names');
  };
  let nth = 0;
  return {
    italian: (wanted) =>
      fresh(() => {
        const sex = wanted ?? (chance.oftenAs(50) ? 'F' : 'M');
        return {
          lastName: chance.pick(surnames),
          firstName: chance.pick(sex === 'F' ? women : men),
          sex,
        };
      }),
    foreign(wanted = 'anywhere') {
      const from = at(wanted === 'anywhere' ? peoples : peoples.filter((it) => !it.european), nth);
      nth += 1;
      const it = fresh(() => {
        const sex = chance.oftenAs(50) ? 'F' : 'M';
        return {
          lastName: chance.pick(from.surnames),
          firstName: chance.pick(sex === 'F' ? from.women : from.men),
          sex,
        };
      });
      return {
        ...it,
        birthPlace: from.birthPlace,
        citizenship: from.citizenship,
        european: from.european,
      };
    },
  };
}

const surnames = [
  'Abbasciano',
  'Acquaviva',
  'Albanese',
  'Amoruso',
  'Balducci',
  'Barile',
  'Basile',
  'Cafagna',
  'Calvano',
  'Campanile',
  'Cannone',
  'Caputo',
  'Caracciolo',
  'Carbone',
  'Cassano',
  'Catino',
  'Cavaliere',
  'Ceci',
  'Cialdella',
  'Civita',
  'Cognetti',
  'Colasuonno',
  'Coratella',
  'Cristallo',
  'Curci',
  'D’Amico',
  'D’Aprile',
  'D’Avanzo',
  'D’Oronzo',
  'De Bartolo',
  'De Feudis',
  'De Luca',
  'De Nicolò',
  'Del Giudice',
  'Del Vecchio',
  'Dell’Aquila',
  'Dell’Olio',
  'Di Bari',
  'Di Bisceglie',
  'Di Corato',
  'Di Gioia',
  'Di Pilato',
  'Di Terlizzi',
  'Dicorato',
  'Digiovanni',
  'Doronzo',
  'Evangelista',
  'Falcetta',
  'Ferrante',
  'Fiore',
  'Fortunato',
  'Fusaro',
  'Galante',
  'Gammarota',
  'Gentile',
  'Inchingolo',
  'La Notte',
  'Lamanna',
  'Lapenna',
  'Laurora',
  'Leonetti',
  'Lo Mele',
  'Lomuscio',
  'Lopopolo',
  'Lorusso',
  'Losappio',
  'Losito',
  'Maggio',
  'Mansi',
  'Marchisella',
  'Mascolo',
  'Matera',
  'Mastrodonato',
  'Mennea',
  'Miccoli',
  'Monterisi',
  'Musicco',
  'Nanula',
  'Napolitano',
  'Nicolamarino',
  'Palumbo',
  'Papagna',
  'Pasculli',
  'Pastore',
  'Patruno',
  'Pedone',
  'Petruzzelli',
  'Piazzolla',
  'Pistillo',
  'Porcelli',
  'Preziosa',
  'Quacquarelli',
  'Quercia',
  'Rana',
  'Regano',
  'Ricchiuti',
  'Rutigliano',
  'Sansonna',
  'Santeramo',
  'Scarcelli',
  'Sgaramella',
  'Sinisi',
  'Suriano',
  'Tarantini',
  'Todisco',
  'Tondolo',
  'Tortora',
  'Troia',
  'Valente',
  'Ventura',
  'Vilella',
  'Zagaria',
  'Zingaro',
];

const women = [
  'Addolorata',
  'Alessia',
  'Angela',
  'Anna Lucia',
  'Annamaria',
  'Antonella',
  'Arianna',
  'Beatrice',
  'Carla',
  'Carmela',
  'Chiara',
  'Cosima',
  'Daniela',
  'Debora',
  'Elena',
  'Elisabetta',
  'Emanuela',
  'Federica',
  'Filomena',
  'Francesca',
  'Gabriella',
  'Giada',
  'Giulia',
  'Grazia',
  'Ilaria',
  'Immacolata',
  'Isabella',
  'Letizia',
  'Lucia',
  'Luisa',
  'Maria Rosaria',
  'Marianna',
  'Marta',
  'Michela',
  'Monica',
  'Nicoletta',
  'Noemi',
  'Ornella',
  'Paola',
  'Patrizia',
  'Porzia',
  'Raffaella',
  'Rosa',
  'Rosalba',
  'Sabina',
  'Sara',
  'Serena',
  'Silvia',
  'Sofia',
  'Stella',
  'Teresa',
  'Valentina',
  'Veronica',
  'Vittoria',
];

const men = [
  'Alessandro',
  'Andrea',
  'Angelo',
  'Antonio',
  'Carlo',
  'Corrado',
  'Cosimo',
  'Damiano',
  'Daniele',
  'Davide',
  'Domenico',
  'Donato',
  'Emanuele',
  'Fabio',
  'Felice',
  'Filippo',
  'Francesco',
  'Gaetano',
  'Gianfranco',
  'Giosuè',
  'Giovanni',
  'Giuseppe',
  'Ignazio',
  'Leonardo',
  'Lorenzo',
  'Luca',
  'Luigi',
  'Marco',
  'Mario',
  'Matteo',
  'Mauro',
  'Michele',
  'Mosè',
  'Natale',
  'Niccolò',
  'Nicola',
  'Nunzio',
  'Onofrio',
  'Paolo',
  'Pasquale',
  'Pietro',
  'Raffaele',
  'Riccardo',
  'Ruggiero',
  'Sabino',
  'Salvatore',
  'Savino',
  'Sergio',
  'Simone',
  'Stefano',
  'Tommaso',
  'Vincenzo',
  'Vito',
];

interface People {
  readonly birthPlace: Birthplace;
  readonly citizenship: string;
  readonly european: boolean;
  readonly surnames: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
}

const peoples: readonly People[] = [
  {
    birthPlace: 'Romania',
    citizenship: 'rumena',
    european: true,
    surnames: ['Șerban', 'Popescu', 'Țuțu', 'Ionescu', 'Dumitrașcu', 'Bălan'],
    women: ['Ștefania', 'Mihaela', 'Ioana', 'Crăița'],
    men: ['Ștefan', 'Ionuț', 'Ion', 'Răzvan'],
  },
  {
    birthPlace: 'Marocco',
    citizenship: 'marocchina',
    european: false,
    surnames: ['El Idrissi', 'Ait Ouahmane', 'Benjelloun', 'El Fassi', 'Ouazzani'],
    women: ['Fatima Zahra', 'Khadija', 'Salma', 'Amina'],
    men: ['Youssef', 'Abdelilah', 'Hamza', 'Rachid'],
  },
  {
    birthPlace: 'Albania',
    citizenship: 'albanese',
    european: false,
    surnames: ['Hoxha', 'Çela', 'Gjoka', 'Përmeti', 'Shkëmbi'],
    women: ['Ardita', 'Elona', 'Dëfrime'],
    men: ['Gëzim', 'Arben', 'Besnik'],
  },
  {
    birthPlace: 'Nigeria',
    citizenship: 'nigeriana',
    european: false,
    surnames: ['Okafor', 'Adébáyọ', 'Ekwueme', 'Osagie'],
    women: ['Blessing', 'Ngozi', 'Amara'],
    men: ['Chidi', 'Emeka', 'Sunday'],
  },
  {
    birthPlace: 'Tunisia',
    citizenship: 'tunisina',
    european: false,
    surnames: ['Ben Salah', 'Trabelsi', 'Ben Youssef', 'Gharbi'],
    women: ['Rim', 'Ines', 'Olfa'],
    men: ['Walid', 'Mehdi', 'Skander'],
  },
  {
    birthPlace: 'Polonia',
    citizenship: 'polacca',
    european: true,
    surnames: ['Żurek', 'Nowak', 'Wróbel', 'Łoś'],
    women: ['Żaneta', 'Małgorzata', 'Agnieszka'],
    men: ['Łukasz', 'Paweł', 'Grzegorz'],
  },
  {
    birthPlace: 'Senegal',
    citizenship: 'senegalese',
    european: false,
    surnames: ['Ndiaye', 'Diop', 'Sène', 'Gaye'],
    women: ['Aïssatou', 'Ndèye', 'Fatou'],
    men: ['Moustapha', 'Cheikh', 'Ousmane'],
  },
  {
    birthPlace: 'India',
    citizenship: 'indiana',
    european: false,
    surnames: ['Singh', 'Kaur', 'Sharma', 'Gill'],
    women: ['Harpreet', 'Manpreet', 'Simran'],
    men: ['Gurpreet', 'Amandeep', 'Rajinder'],
  },
  {
    birthPlace: 'Brasile',
    citizenship: 'brasiliana',
    european: false,
    surnames: ['Gonçalves', 'Araújo', 'Conceição', 'Guimarães'],
    women: ['Luzia', 'Conceição Maria', 'Jéssica'],
    men: ['João', 'Thiago', 'Sebastião'],
  },
  {
    birthPlace: 'Bangladesh',
    citizenship: 'bangladese',
    european: false,
    surnames: ['Hossain', 'Rahman', 'Chowdhury', 'Mia'],
    women: ['Nasrin', 'Taslima', 'Shirin'],
    men: ['Rafiqul', 'Jahangir', 'Sohel'],
  },
  {
    birthPlace: 'Pakistan',
    citizenship: 'pakistana',
    european: false,
    surnames: ['Mehmood', 'Bhatti', 'Qureshi'],
    women: ['Ayesha', 'Sadia', 'Rabia'],
    men: ['Imran', 'Tariq', 'Bilal'],
  },
];
