import { describe, expect, it } from '@jest/globals';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { postgresqlPrograms, startPrivatePostgresql } from './postgresql.ts';
import { run } from './process.ts';

const programs = (await postgresqlPrograms()) ?? '';
const itWithPostgresql = programs === '' ? it.skip : it;

describe('a private PostgreSQL', () => {
  itWithPostgresql(
    'makes commits durable, asks for its password and leaves nothing behind',
    async () => {
      // given
      const postgresql = await startPrivatePostgresql(programs);
      const query = async (sql: string, password: string): Promise<string> => {
        const address = ['-h', '127.0.0.1', '-p', String(postgresql.port), '-U', postgresql.user];
        const answer = await run(join(programs, 'psql'), [...address, '-d', 'postgres', '-XAtc', sql], {
          env: { PATH: process.env['PATH'], PGPASSWORD: password },
        });
        return answer.trim();
      };
      let directory: string;
      try {
        // when
        directory = await query('show data_directory', postgresql.password);
        const fsync = await query('show fsync', postgresql.password);
        const synchronousCommit = await query('show synchronous_commit', postgresql.password);
        // then
        expect({ fsync, synchronousCommit }).toEqual({ fsync: 'on', synchronousCommit: 'on' });
        await expect(query('select 1', 'wrong')).rejects.toMatchObject({ code: '2' });
      } finally {
        await postgresql.stop();
      }
      await expect(access(directory)).rejects.toMatchObject({ code: 'ENOENT' });
    },
    60_000,
  );
});
