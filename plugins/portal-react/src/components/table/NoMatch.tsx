import { Button } from '@backstage/ui';
import { EmptyState } from '../topic/EmptyState';

/** Nothing is left of what a table was narrowed to; a way back to all of it. */
export function NoMatch({ noun, text, onClear }: { noun: string; text: string; onClear: () => void }) {
  return (
    <EmptyState
      title={`No ${noun} matches`}
      action={
        <Button variant="secondary" onPress={onClear}>
          Show all {noun}s
        </Button>
      }
    >
      {text ? `Nothing with “${text}” among those chosen above.` : 'Nothing is left of those chosen above.'}
    </EmptyState>
  );
}
