/** Puts a .gz beside every file of the build that is worth it; the server sends it as it is. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const worth = new Set(['.js', '.css', '.svg', '.json']);
let total = 0;

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (worth.has(extname(name))) {
      // Level 9 and no time stamp: the same source gives the same bytes.
      const packed = gzipSync(readFileSync(path), { level: 9 });
      writeFileSync(`${path}.gz`, packed);
      total += packed.length;
    }
  }
}

compress(dist);
console.log(`compressed: ${Math.round(total / 1024)} KB in all`);
