/** Owns how names are parted; must not know templates. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partName } from '../../../worker/delivery/person-name.ts';

test.for([
  ['张三', '张', '三'],
  ['张三丰', '张', '三丰'],
  ['欧阳锋', '欧阳', '锋'],
  ['司马相如', '司马', '相如'],
  ['歐陽鋒', '歐陽', '鋒'],
  // Two characters are never a compound name alone: 上官 is Mr. 上.
  ['上官', '上', '官'],
  ['王', '王', ''],
  ['𠮷野家', '𠮷', '野家'],
  ['欧**', '欧', '**'],
  ['阿卜杜拉·买买提', '买买提', '阿卜杜拉'],
  ['Ada Lovelace', 'Lovelace', 'Ada'],
  ['Mary Ann Evans', 'Evans', 'Mary Ann'],
  ['Plato', 'Plato', ''],
  ['  张三 ', '张', '三'],
  ['', '', ''],
] as const)('%s is %s and %s', ([name, surname, given]) => {
  expect(partName(name)).toEqual({ surname, given });
});

test('no character of a Chinese name is lost or made up', () => {
  const sign = fc.constantFrom(...'欧阳司马诸葛张王李一二三𠮷');
  fc.assert(
    fc.property(fc.string({ unit: sign, minLength: 1, maxLength: 6 }), (name) => {
      const { surname, given } = partName(name);
      expect(surname + given).toBe(name);
      expect(surname).not.toBe('');
    }),
  );
});
