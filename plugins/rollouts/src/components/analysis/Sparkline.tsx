import { useMemo } from 'react';
import { drawLine, type Series } from '../../analysis/series';
import styles from './Analysis.module.css';

const WIDTH = 240;
const HEIGHT = 28;

/** The values of a metric as a line, its limit dashed; the same in words for those who do not see it. */
export function Sparkline({ series }: { series: Series }) {
  const { strokes, boundY } = useMemo(() => drawLine(series, WIDTH, HEIGHT), [series]);
  if (strokes.length === 0) {
    return <span className={styles.noLine} role="img" aria-label={series.summary} />;
  }
  return (
    <svg
      className={styles.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={series.summary}
    >
      {boundY !== undefined && <line x1={0} x2={WIDTH} y1={boundY} y2={boundY} className={styles.bound} />}
      {strokes.map(points =>
        points.length === 1 ? (
          <path key={points[0]?.x} d={`M${points[0]?.x} ${points[0]?.y}h0.01`} className={styles.point} />
        ) : (
          <polyline
            key={points[0]?.x}
            points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
            className={styles.values}
          />
        ),
      )}
    </svg>
  );
}
