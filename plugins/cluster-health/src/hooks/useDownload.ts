import { useCallback } from 'react';

/** Gives the person a file with this text. */
export function useDownload(): (name: string, text: string) => void {
  return useCallback((name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }, []);
}
