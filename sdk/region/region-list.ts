/** Owns provinces and cities as lists, and where a code lies in them; must not draw them or know where the text came from. */

export interface City {
  /** Six digits, GB/T 2260. */
  code: string;
  name: string;
}

export interface Province {
  /** Two digits. */
  code: string;
  name: string;
  /** At least one. */
  cities: readonly City[];
}

/** Reads the text that sdk/vite.config.ts writes: a line per province, codes left out where they count on by a hundred. */
export function parseRegions(text: string): Province[] {
  return text.split('\n').map((line) => {
    const [own = '', ...rest] = line.split(' ');
    const code = own.slice(0, 2);
    let at = 0;
    const cities = rest.map((said) => {
      const name = said.replace(/^\d+/, '');
      at = Number(said.slice(0, -name.length)) || at + 100;
      return { code: code + `000${at}`.slice(-4), name };
    });
    return { code, name: own.slice(2), cities };
  });
}

export interface Place {
  province?: Province | undefined;
  city?: City | undefined;
}

/** Where a code lies; a county's code lies in its city, a province's or two digits in no city yet. */
export function placeOf(provinces: readonly Province[], code: string): Place {
  const province = provinces.find((one) => code.slice(0, 2) === one.code);
  const cities = province?.cities ?? [];
  const city =
    cities.find((one) => one.code === code) ??
    cities.find((one) => /00$/.test(one.code) && one.code.slice(0, 4) === code.slice(0, 4));
  return { province, city };
}

/**
 * What a province's choice, or an answer from elsewhere, stands for: its only city where it has one; else two digits,
 * which the contract asks a city for. A code of a city, or of nowhere, stays as it is.
 */
export function settle(provinces: readonly Province[], code: string): string {
  const { province, city } = placeOf(provinces, code);
  if (!province || city) return code;
  const [only, second] = province.cities;
  return only && !second ? only.code : province.code;
}

/** The place in words: `江苏 常州市`, `北京市`; a code of nowhere stays as it is. */
export function nameOf(provinces: readonly Province[], code: string): string {
  const { province, city } = placeOf(provinces, code);
  if (!province) return code;
  if (!city) return province.name;
  return province.cities.length > 1 ? `${province.name} ${city.name}` : city.name;
}
