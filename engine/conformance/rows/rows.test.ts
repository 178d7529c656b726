import { describe, expect, it } from '@jest/globals';
import { SCENARIOS } from '../scenarios/index.ts';
import { elementRows, endpointRows, rpcRows } from './index.ts';

describe('the rows of the conformance table', () => {
  it('are those of the protocol and of the registries, each once', () => {
    expect(rpcRows()).toHaveLength(21);
    expect(endpointRows()).toEqual(
      expect.arrayContaining(['POST /process-instances', 'DELETE /user-tasks/:key/assignee']),
    );
    const rows = [...rpcRows(), ...endpointRows(), ...elementRows()];
    expect(rows).toHaveLength(new Set(rows).size);
  });

  it('are what the scenarios are about', () => {
    const rows = new Set(elementRows());
    expect(SCENARIOS.map(({ row }) => row).filter((row) => !rows.has(row))).toEqual([]);
    expect(SCENARIOS).toHaveLength(new Set(SCENARIOS.map(({ row }) => row)).size);
  });
});
