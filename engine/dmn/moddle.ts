import { DmnModdle } from 'dmn-moddle';
import type { ModdleElement, ModdleWarning } from '../model/moddle.ts';

/** What the engine reads of Camunda's extension of DMN. */
const ZEEBE = {
  name: 'zeebe',
  prefix: 'zeebe',
  uri: 'http://camunda.org/schema/zeebe/1.0',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'VersionTag',
      superClass: ['Element'],
      properties: [{ name: 'value', type: 'String', isAttr: true }],
    },
  ],
};

/** A parsed DMN file. @throws Error when the XML is not well-formed */
export async function readDmn(
  xml: string,
): Promise<{ definitions: ModdleElement; warnings: readonly ModdleWarning[] }> {
  const { rootElement, warnings } = await new DmnModdle({ zeebe: ZEEBE }).fromXML(xml);
  return { definitions: rootElement as ModdleElement, warnings: warnings as readonly ModdleWarning[] };
}
