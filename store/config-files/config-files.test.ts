import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCityConfig } from './index.ts';

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

describe('config files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'jiesu-config-'));
    await cp(CONFIG, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('loads the demo city', async () => {
    const city = await loadCityConfig(CONFIG);
    expect(city.units.units.length).toBeGreaterThanOrEqual(12);
    expect(city.catalogue.categories.length).toBeGreaterThanOrEqual(15);
  });

  it('names the file that is not YAML', async () => {
    await writeFile(path.join(folder, 'referrals.yaml'), 'referrals: [');
    await expect(loadCityConfig(folder)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      params: { detail: expect.stringContaining('referrals.yaml: ') },
    });
  });

  it('names a field that is unknown', async () => {
    await appendFile(path.join(folder, 'referrals.yaml'), '\nreferals: 1\n');
    await expect(loadCityConfig(folder)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      params: { detail: expect.stringContaining('referals') },
    });
  });

  it('names a file that is missing', async () => {
    await rm(path.join(folder, 'units.yaml'));
    await expect(loadCityConfig(folder)).rejects.toMatchObject({
      params: { detail: expect.stringContaining('units.yaml: can not be read') },
    });
  });
});
