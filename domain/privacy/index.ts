export { maskAddress, maskName, maskPhone } from './masks.ts';
export { PERSONAL_FIELDS, redactionPaths } from './personal-fields.ts';
