import { Table } from 'antd';
import { Link } from 'react-router-dom';
import type { ReplayExample, ReplayResult } from '../../../api/index.ts';
import { shanghaiTime } from '../../../components/index.ts';
import { useWords } from '../../../i18n/index.ts';

const PER_PAGE = 8;

/** Which units gain or lose, and orders as examples. */
export function ReplayTables({ result }: { readonly result: ReplayResult }) {
  const { t, language } = useWords();
  const number = (name: 'moved' | 'earlier' | 'later' | 'lateBefore' | 'lateAfter') => ({
    title: t(`replay.${name}`),
    dataIndex: name,
    align: 'right' as const,
    sorter: (a: ReplayResult['byUnit'][number], b: ReplayResult['byUnit'][number]) => a[name] - b[name],
  });
  return (
    <>
      <Table
        size="small"
        rowKey="unitId"
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: PER_PAGE, hideOnSinglePage: true }}
        dataSource={result.byUnit.filter(({ moved }) => moved > 0)}
        columns={[
          { title: t('replay.unit'), render: (_, unit) => (language === 'zh' ? unit.zh : unit.en) },
          number('moved'),
          number('earlier'),
          number('later'),
          number('lateBefore'),
          number('lateAfter'),
        ]}
      />
      <ExampleTable examples={result.examples} />
    </>
  );
}

/** Orders whose deadline moves, before and after. */
export function ExampleTable({ examples }: { readonly examples: readonly ReplayExample[] }) {
  const { t } = useWords();
  const side = (name: 'before' | 'after') => ({
    title: t(`replay.${name}`),
    render: (_: unknown, example: ReplayExample) => {
      const { dueAt, rule } = example[name];
      return (
        <>
          <span className="numeric">{dueAt === null ? '—' : shanghaiTime(dueAt).format('MM-DD HH:mm')}</span>{' '}
          <span className="soft">{rule}</span>
        </>
      );
    },
  });
  if (examples.length === 0) return null;
  return (
    <Table
      size="small"
      rowKey="orderNo"
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: PER_PAGE, hideOnSinglePage: true }}
      dataSource={[...examples]}
      columns={[
        {
          title: t('replay.order'),
          render: (_, { orderNo }) => (
            <Link className="numeric" to={`/orders/${encodeURIComponent(orderNo)}`}>
              {orderNo}
            </Link>
          ),
        },
        { title: t('replay.title'), dataIndex: 'title' },
        side('before'),
        side('after'),
      ]}
    />
  );
}
