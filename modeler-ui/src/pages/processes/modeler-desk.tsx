import { Alert, App, Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { FieldProblem, ProcessSummary } from '../../api/index.ts';
import { ProblemAlert, saveFile, shanghaiTime } from '../../components/index.ts';
import { useWords } from '../../i18n/index.ts';
import { mayDeploy, useSession } from '../../session/index.ts';
import { createEditor, type BpmnEditor } from './bpmn-editor.ts';
import { DeployDialog } from './deploy-dialog.tsx';
import { DeployProblems } from './deploy-problems.tsx';
import { modelDraft, type ModelDraft } from './model-draft.ts';
import { ModelerBar } from './modeler-bar.tsx';

/** How long the hand must rest before a change is stored, in ms. */
const AUTOSAVE_DELAY = 600;

interface ModelerDeskProps {
  readonly process: ProcessSummary;
  readonly deployedXml: string;
}

/** Canvas, properties and what can be done with the diagram. Every change is kept in this browser until deployed. */
export function ModelerDesk({ process, deployedXml }: ModelerDeskProps) {
  const { t, language } = useWords();
  const { person } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const store = useMemo(() => modelDraft(process.processId), [process.processId]);
  const [restored, setRestored] = useState<ModelDraft | undefined>(() => store.read());
  const [changed, setChanged] = useState(restored !== undefined);
  const [can, setCan] = useState({ undo: false, redo: false });
  const [panelOpen, setPanelOpen] = useState(() => window.innerWidth >= 992);
  const [deploying, setDeploying] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const editor = useRef<BpmnEditor | undefined>(undefined);
  const version = useRef(process.version);
  const [start, setStart] = useState(deployedXml);

  useEffect(() => {
    if (canvas.current === null || panel.current === null) return;
    const own = createEditor(canvas.current, panel.current, language);
    editor.current = own;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let live = true;
    own.onChange((next) => {
      setCan(next);
      setChanged(true);
      clearTimeout(timer);
      timer = setTimeout(() => {
        void own
          .xml()
          .then((xml) => store.write({ xml, at: new Date().toISOString(), version: version.current }));
      }, AUTOSAVE_DELAY);
    });
    own.open(store.read()?.xml ?? start).catch((error: unknown) => {
      if (live) setFailure(error);
    });
    return () => {
      live = false;
      clearTimeout(timer);
      editor.current = undefined;
      own.destroy();
    };
  }, [language, start, store]);

  const discard = useCallback(async () => {
    store.clear();
    setRestored(undefined);
    setChanged(false);
    setCan({ undo: false, redo: false });
    await editor.current?.open(start);
  }, [start, store]);

  const download = async (kind: 'xml' | 'svg'): Promise<void> => {
    const own = editor.current;
    if (own === undefined) return;
    if (kind === 'xml') saveFile(`${process.processId}.bpmn`, 'application/xml', await own.xml());
    else saveFile(`${process.processId}.svg`, 'image/svg+xml', await own.svg());
  };

  const deployed = async (next: number, xml: string): Promise<void> => {
    store.clear();
    version.current = next;
    setDeploying(false);
    setProblems([]);
    setRestored(undefined);
    setChanged(false);
    setStart(xml);
    void message.success(t('deploy.done', { version: next }));
    client.setQueryData(['processes', process.processId, 'xml'], xml);
    await client.invalidateQueries({ queryKey: ['processes'], exact: true });
  };

  const deployer = person !== undefined && mayDeploy(person);
  return (
    <div className="modeler">
      {deployer ? null : <Alert type="info" showIcon title={t('modeler.readOnly')} />}
      {restored === undefined ? null : (
        <Alert
          type="info"
          showIcon
          title={t('modeler.restored', {
            at: shanghaiTime(restored.at).format('MM-DD HH:mm'),
            version: restored.version,
          })}
          action={
            <Button size="small" onClick={() => void discard()}>
              {t('modeler.discard')}
            </Button>
          }
        />
      )}
      {failure === undefined ? null : (
        <Alert type="error" showIcon role="alert" title={t('modeler.loadFailed')} />
      )}
      <ProblemAlert error={failure} />
      <ModelerBar
        can={can}
        changed={changed}
        panelOpen={panelOpen}
        deployer={deployer}
        onUndo={() => editor.current?.undo()}
        onRedo={() => editor.current?.redo()}
        onFit={() => editor.current?.fit()}
        onPanel={() => setPanelOpen((open) => !open)}
        onDownload={(kind) => void download(kind)}
        onDeploy={() => setDeploying(true)}
      />
      <DeployProblems
        problems={problems}
        onSelect={(id) => editor.current?.select(id)}
        onClose={() => setProblems([])}
      />
      <div className={panelOpen ? 'modeler-body with-panel' : 'modeler-body'}>
        <div
          ref={canvas}
          className="modeler-canvas"
          role="region"
          aria-label={t('modeler.canvas')}
          data-testid="modeler-canvas"
        />
        <aside
          ref={panel}
          className="modeler-panel"
          aria-label={t('modeler.properties')}
          hidden={!panelOpen}
        />
      </div>
      <DeployDialog
        open={deploying}
        processId={process.processId}
        readXml={() => editor.current?.xml() ?? Promise.resolve(deployedXml)}
        onClose={() => setDeploying(false)}
        onDeployed={(next, xml) => void deployed(next, xml)}
        onRefused={(faults) => {
          setDeploying(false);
          setProblems(faults);
        }}
      />
    </div>
  );
}
