import {
  CloudUploadOutlined,
  ControlOutlined,
  DownloadOutlined,
  ExpandOutlined,
  RedoOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../i18n/index.ts';

interface ModelerBarProps {
  readonly can: { readonly undo: boolean; readonly redo: boolean };
  readonly changed: boolean;
  readonly panelOpen: boolean;
  readonly deployer: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onFit: () => void;
  readonly onPanel: () => void;
  readonly onDownload: (kind: 'xml' | 'svg') => void;
  readonly onDeploy: () => void;
}

export function ModelerBar(props: ModelerBarProps) {
  const { t } = useWords();
  return (
    <div className="modeler-bar" role="toolbar" aria-label={t('modeler.canvas')}>
      <Button icon={<UndoOutlined aria-hidden />} disabled={!props.can.undo} onClick={props.onUndo}>
        {t('modeler.undo')}
      </Button>
      <Button icon={<RedoOutlined aria-hidden />} disabled={!props.can.redo} onClick={props.onRedo}>
        {t('modeler.redo')}
      </Button>
      <Button icon={<ExpandOutlined aria-hidden />} onClick={props.onFit}>
        {t('modeler.fit')}
      </Button>
      <Button icon={<ControlOutlined aria-hidden />} aria-pressed={props.panelOpen} onClick={props.onPanel}>
        {t('modeler.panel')}
      </Button>
      <span className="soft modeler-state" role="status">
        {t(props.changed ? 'modeler.unsaved' : 'modeler.unchanged')}
      </span>
      <span className="spring" />
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => props.onDownload('xml')}>
        {t('modeler.saveXml')}
      </Button>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => props.onDownload('svg')}>
        {t('modeler.saveSvg')}
      </Button>
      {props.deployer ? (
        <Button type="primary" icon={<CloudUploadOutlined aria-hidden />} onClick={props.onDeploy}>
          {t('modeler.deploy')}
        </Button>
      ) : null}
    </div>
  );
}
