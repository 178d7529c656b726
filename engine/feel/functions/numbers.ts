import { Duration } from 'luxon';
import { any, define, number, optional, string } from './library.ts';
import type { Library } from './library.ts';

/** How a number that is no multiple of its last place is rounded, by the names of java.math.RoundingMode. */
const ROUNDING: Readonly<Record<string, (value: number) => number>> = {
  UP: (value) => Math.sign(value) * Math.ceil(Math.abs(value)),
  DOWN: Math.trunc,
  CEILING: Math.ceil,
  FLOOR: Math.floor,
  HALF_UP: (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5),
  HALF_DOWN: (value) => Math.sign(value) * Math.ceil(Math.abs(value) - 0.5),
  HALF_EVEN: (value) => {
    const floor = Math.floor(value);
    if (value - floor !== 0.5) return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
  },
};

/** Functions on numbers. Rounding looks at the decimal digits, so that 1.005 is a half, which as a binary number it is not. */
export const NUMBER_FUNCTIONS: Library = {
  ...define(
    'decimal',
    [number('n'), number('scale'), optional(string('mode'))],
    (run, value, scale, mode = 'HALF_EVEN') => {
      const name = mode.toUpperCase();
      if (name === 'UNNECESSARY') {
        const rounded = round('DOWN', value, scale);
        return rounded === value ? value : run.warn(`'decimal' would have to round ${value}`);
      }
      return Object.hasOwn(ROUNDING, name)
        ? round(name, value, scale)
        : run.warn(`'decimal' knows no rounding mode '${mode}'`);
    },
  ),
  ...rounding('floor', 'FLOOR'),
  ...rounding('ceiling', 'CEILING'),
  ...rounding('round up', 'UP'),
  ...rounding('round down', 'DOWN'),
  ...rounding('round half up', 'HALF_UP'),
  ...rounding('round half down', 'HALF_DOWN'),
  ...define('abs', [any('number|n')], (run, value) => {
    if (typeof value === 'number') return Math.abs(value);
    if (!Duration.isDuration(value)) return run.warn("'abs' needs a number or a duration");
    return value.toMillis() < 0 ? value.negate() : value;
  }),
  ...define('modulo', [number('dividend'), number('divisor')], (run, dividend, divisor) =>
    divisor === 0 ? run.warn("'modulo' can not divide by 0") : modulo(dividend, divisor),
  ),
  ...define('sqrt', [number('number')], (run, value) =>
    value < 0 ? run.warn("'sqrt' needs a number that is not negative") : Math.sqrt(value),
  ),
  ...define('log', [number('number')], (run, value) =>
    value <= 0 ? run.warn("'log' needs a positive number") : Math.log(value),
  ),
  ...define('exp', [number('number')], (_run, value) => Math.exp(value)),
  ...define('odd', [number('number')], (_run, value) => Math.abs(value % 2) === 1),
  ...define('even', [number('number')], (_run, value) => value % 2 === 0),
  ...define('random number', [], () => Math.random()),
};

function rounding(name: string, mode: string): Library {
  return define(name, [number('n'), optional(number('scale'))], (_run, value, scale = 0) =>
    round(mode, value, scale),
  );
}

function round(mode: string, value: number, scale: number): number {
  const places = Math.trunc(scale);
  const rounded = ROUNDING[mode]?.(shifted(value, places)) ?? value;
  // A number with fewer digits than the places asked for: shifting it may leave the range of numbers.
  return Number.isFinite(rounded) ? shifted(rounded, -places) + 0 : value;
}

/** The number with its decimal point moved, exactly. */
function shifted(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** The remainder with the sign of the divisor, of the decimal digits: modulo(1.1, 0.1) is 0. */
function modulo(dividend: number, divisor: number): number {
  const places = Math.max(decimalsOf(dividend), decimalsOf(divisor));
  const whole = shifted(divisor, places);
  const rest = shifted(dividend, places) % whole;
  return shifted(rest !== 0 && rest < 0 !== whole < 0 ? rest + whole : rest, -places) + 0;
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max((digits.split('.')[1]?.length ?? 0) - Number(exponent), 0);
}
