import { PrinterOutlined } from '@ant-design/icons';
import { Card, Collapse } from 'antd';
import { useState } from 'react';
import { printAddress, type Order } from '../../api/index.ts';
import { TimeText } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { isOfHotline, useSession } from '../../session/index.ts';
import { Deliveries } from './deliveries.tsx';

/** The four documents of an order, each with the page that prints it; for the hotline what was sent to whom. */
export function PapersCard({ order }: { readonly order: Order }) {
  const { t, word } = useWords();
  const { person } = useSession();
  const [logOpen, setLogOpen] = useState(false);
  const documents = order.documents ?? [];
  const seesLog = person !== undefined && isOfHotline(person);
  if (documents.length === 0 && !seesLog) return null;
  return (
    <Card title={t('papers.title')}>
      {documents.length === 0 ? <p className="soft below">{t('papers.none')}</p> : null}
      <ul className="life-list papers">
        {documents.map((document) => (
          <li key={document.no} data-testid="document">
            <span className="row spread">
              <span className="row tight-row">
                <strong>{word('document', document.kind)}</strong>
                <span className="numeric">{document.no}</span>
                <span className="soft">
                  <TimeText at={document.at} />
                </span>
              </span>
              <a
                href={printAddress(document.no)}
                target="_blank"
                rel="noreferrer"
                aria-label={t('papers.printOne', { no: document.no })}
              >
                <PrinterOutlined aria-hidden /> {t('papers.print')}
              </a>
            </span>
          </li>
        ))}
      </ul>
      {seesLog ? (
        <Collapse
          size="small"
          onChange={(keys) => setLogOpen(keys.length > 0)}
          items={[
            {
              key: 'log',
              label: t('papers.log'),
              children: logOpen ? <Deliveries orderNo={order.orderNo} /> : null,
            },
          ]}
        />
      ) : null}
    </Card>
  );
}
