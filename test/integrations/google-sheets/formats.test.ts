import { describe, expect, it } from 'vitest';
import type { Format } from '../../../src/core/shape.ts';
import {
  charactersOf,
  colourIn,
  colourStyle,
  columnFormat,
  formatNeeded,
  kindOf,
  NUMBER_FORMATS,
  pixelsOf,
} from '../../../src/integrations/google-sheets/formats.ts';

describe('a number format', () => {
  it.each(Object.entries(NUMBER_FORMATS))('of a column of %s is known again', (name, format) => {
    expect(columnFormat(format)).toBe(name as Format);
  });

  it.each([
    [undefined, 'number'],
    [{ type: 'TIME', pattern: 'hh:mm' }, 'time'],
    [{ type: 'TIME', pattern: '[h]:mm' }, 'duration'],
    [{ type: 'DATE_TIME', pattern: '' }, 'dateTime'],
    [{ type: 'DATE', pattern: '' }, 'date'],
    [{ type: 'NUMBER', pattern: 'dd/mm/yy' }, 'date'],
    [{ type: 'NUMBER', pattern: 'dd/mm/yy hh:mm' }, 'dateTime'],
    [{ type: 'NUMBER', pattern: '[$-410]0.00" giorni"' }, 'number'],
    [{ type: 'NUMBER', pattern: '0%' }, 'percent'],
    [{ type: 'NUMBER', pattern: '0.00E+00' }, 'number'],
    [{ type: 'TEXT', pattern: '@' }, 'text'],
  ] as const)('%j shows a number as %s', (format, kind) => {
    expect(kindOf(format)).toBe(kind);
  });

  it('is given to a cell only where its own would show something else', () => {
    const day = { kind: 'serial', serial: 46_112, shows: 'date' } as const;

    expect(formatNeeded(day, NUMBER_FORMATS.date)).toBeUndefined();
    expect(formatNeeded(day, NUMBER_FORMATS.text)).toEqual({ type: 'DATE', pattern: 'dd/mm/yyyy' });
    expect(formatNeeded(12, NUMBER_FORMATS.money)).toBeUndefined();
    expect(formatNeeded(12, NUMBER_FORMATS.date)).toEqual({
      type: 'NUMBER',
      pattern: '0.##########',
    });
    expect(formatNeeded('12', NUMBER_FORMATS.date)).toBeUndefined();
  });
});

describe('colours and widths', () => {
  it.each(['000000', 'FFFFFF', '3D5A73', '7A1F2B'])('%s comes back', (colour) => {
    expect(colourIn(colourStyle(colour))).toBe(colour);
  });

  it('black is what Google leaves out', () => {
    expect(colourIn({ rgbColor: {} })).toBe('000000');
    expect(colourIn({ themeColor: 'ACCENT1' })).toBeUndefined();
  });

  it.each([1, 9, 13, 14, 60])('%i characters come back', (width) => {
    expect(charactersOf(pixelsOf(width))).toBe(width);
  });

  it('the width a column is born with is nobody’s', () => {
    expect(charactersOf(100)).toBeUndefined();
  });
});
