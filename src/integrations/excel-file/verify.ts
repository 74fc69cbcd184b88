import type { Changes } from '../../ports.ts';

export function verify(_before: Buffer, _after: Buffer, _allowed: Changes): readonly string[] {
  return [];
}
