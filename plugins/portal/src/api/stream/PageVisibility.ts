/** Whether somebody can see this page. */
export interface PageVisibility {
  visible(): boolean;
  onChange(listener: () => void): () => void;
}

export const browserPageVisibility: PageVisibility = {
  visible: () => document.visibilityState !== 'hidden',
  onChange: listener => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};
