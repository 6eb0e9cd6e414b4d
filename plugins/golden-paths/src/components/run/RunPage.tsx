import { Loading, PortalPage, type Refusal } from '@greenroom/plugin-portal-react';
import { useParams } from 'react-router-dom';
import { useAddresses } from '../../hooks/useAddresses';
import { useTask } from '../../hooks/useRun';
import { AnswerFailed } from '../AnswerFailed';
import { LiveRunPage } from './LiveRunPage';

/** One run, while it goes and afterwards. */
export function RunPage() {
  const { taskId = '' } = useParams();
  const { value: task, refusal, again } = useTask(taskId);
  const { root, runs } = useAddresses();
  // The task of the run before is held until this one's is read, and its events must not be taken for this one's.
  if (task?.id === taskId) {
    return <LiveRunPage key={taskId} task={task} />;
  }
  return (
    <PortalPage
      title="Run"
      crumbs={[
        { text: 'Create', href: root },
        { text: 'Runs', href: runs },
      ]}
    >
      {refusal ? (
        <AnswerFailed title={titleOf(refusal)} refusal={refusal} again={again} />
      ) : (
        <Loading lines={8}>Loading the run</Loading>
      )}
    </PortalPage>
  );
}

const titles: Record<string, string> = {
  NotAllowedError: 'This is another person’s run, and only they and the platform team may see it',
  NotFoundError: 'There is no such run, or it is another person’s',
};

function titleOf({ name }: Refusal): string {
  return titles[name] ?? 'The run could not be read';
}
