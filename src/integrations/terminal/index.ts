import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

/** A terminal people read: Italian lines on one side, diagnostics on the other. */
export interface Terminal {
  /** A line of the answer. */
  say(line?: string): void;
  /** A line beside the answer: progress, trouble. Never data. */
  hint(line: string): void;
  /** The width lines are folded to. */
  readonly width: number;
  /** Whether a person sits there. */
  readonly interactive: boolean;
  /** Letters in a style; plain where colours are not wanted or not shown. */
  style(style: Style, text: string): string;
  /** One question, one line; `undefined` once the input has ended. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

export type Style = 'strong' | 'soft' | 'block' | 'warn' | 'note';

/** Where a terminal reads and writes. */
export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly errors: Writable;
}

/** Opens a terminal over these streams. No colour when piped or when `NO_COLOR` asks for none. */
export function terminal(
  { input, output, errors }: Streams,
  { quiet = false, colour = true } = {},
): Terminal {
  const shown = colour && output.isTTY === true;
  const interactive = input.isTTY === true && output.isTTY === true;
  let lines: ReturnType<typeof createInterface> | undefined;
  let ended = false;
  return {
    say: (line = '') => void (quiet || output.write(`${line}\n`)),
    hint: (line) => void errors.write(`${line}\n`),
    // A terminal that does not know its width says 0.
    width: Math.max(40, Math.min(110, output.columns || 100)),
    interactive,
    style: (style, text) =>
      shown ? styleText(looks[style], text, { validateStream: false }) : text,
    async ask(question) {
      if (ended) return undefined;
      if (lines === undefined) {
        lines = createInterface({ input, output, terminal: interactive });
        lines.once('close', () => {
          ended = true;
        });
      }
      const asking = lines;
      return new Promise((answer) => {
        asking.once('close', () => answer(undefined));
        void asking.question(question).then(answer, () => answer(undefined));
      });
    },
    close: () => lines?.close(),
  };
}

/** Words folded into lines of a width, the following ones indented; a word longer than a line stays whole. */
export function fold(
  text: string,
  { width, indent = '' }: { readonly width: number; readonly indent?: string },
): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width - indent.length) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((it) => indent + it).join('\n');
}

/** Rows as columns that fit a width: the last one folds. Nothing is cut but by an ellipsis in the middle columns. */
export function table(
  rows: readonly (readonly string[])[],
  { width, gap = 2 }: { readonly width: number; readonly gap?: number },
): string {
  const columns = Math.max(0, ...rows.map((it) => it.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((it) => (it[at] ?? '').length)),
  );
  const before = widths.slice(0, -1).reduce((sum, it) => sum + it + gap, 0);
  return rows
    .map((row) => {
      const head = row
        .slice(0, -1)
        .map((it, at) => it.padEnd((widths[at] ?? 0) + gap))
        .join('');
      const last = fold(row.at(-1) ?? '', { width: Math.max(24, width - before) });
      return head + last.replaceAll('\n', `\n${' '.repeat(before)}`);
    })
    .join('\n');
}

const looks: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  soft: 'dim',
  block: 'red',
  warn: 'yellow',
  note: 'cyan',
};
