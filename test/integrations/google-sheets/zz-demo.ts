import { demoProgramme } from '../../../config/demo/programme.ts';
import { knowledge } from '../../../config/index.ts';
import { day } from '../../../src/core/day.ts';
import { fixedClock } from '../../../src/integrations/memory/clock.ts';
import { memoryLedger } from '../../../src/integrations/memory/ledger.ts';
import { check } from '../../../src/jobs/check.ts';
import { demoChanges } from '../../../src/jobs/demo.ts';
import { survey } from '../../../src/jobs/init.ts';
import { theatre } from './stage.ts';
import { gzipSync } from 'node:zlib';
const world = await theatre({ validate: process.argv[2]==='v' });
const t0=performance.now();
const lap=(n:string)=>console.log(Math.round(performance.now()-t0), n);
const today = day('2026-05-20');
const ids=[world.spreadsheet(),world.spreadsheet()];
const volumes:any = [{ workbook: world.workbook(ids[0]), books: ['persone','imprese','amministrazione'] },{ workbook: world.workbook(ids[1]), books: ['riservato'] }];
const show=(from:number)=>{for(const c of world.google.calls.slice(from)) if(!c.path.includes('token')) console.log('   ',c.method,c.status,'req',c.requestBytes,'ans',c.answerBytes, c.fault??'')};
let n=0;
const making = await demoChanges({programme: demoProgramme({seed:1,today}),knowledge,volumes});
lap('surveyed'); show(n); n=world.google.calls.length;
for (const {workbook,changes} of making) { const p=await workbook.prepare(changes); lap('prepared '+(changes.steps?.length)+' '+changes.rows?.length); console.log(await p.commit()); lap('committed'); show(n); n=world.google.calls.length; }
const ledger=memoryLedger({id:'demo'}); const clock=fixedClock('2026-05-20T09:00:00Z');
for (let i=0;i<4;i++){ const r=await check({knowledge,volumes,ledger,clock,by:'prova',dryRun:false}); lap('check '+r.done?.outcome+' '+r.plan.findings.length+' '+r.plan.changes.map(c=>c.changes.cells?.length)); show(n); n=world.google.calls.length;
 if(i===0){ const b=await survey({knowledge,volumes,modules:r.plan.world.modules}); console.log(b.map(x=>x.decays.length), b.flatMap(x=>x.decays.map(d=>d.says)).slice(0,10)); lap('survey'); show(n); n=world.google.calls.length;} }
console.log(world.google.violations.slice(0,3));
await world.close();
