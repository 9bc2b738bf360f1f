/**
 * Width of a scroll bar, measured without a style element. antd's own way writes one that carries no
 * nonce, which our content
 * security policy refuses and reports; vite.config.ts puts this in its place.
 */
type Size = { width: number; height: number };
let measured: Size | undefined;

function measure(): Size {
  const box = document.createElement('div');
  Object.assign(box.style, {
    position: 'absolute',
    overflow: 'scroll',
    width: '100px',
    height: '100px',
  });
  document.body.appendChild(box);
  const size = {
    width: box.offsetWidth - box.clientWidth,
    height: box.offsetHeight - box.clientHeight,
  };
  box.remove();
  return size;
}

export function getTargetScrollBarSize(): Size {
  measured ??= measure();
  return measured;
}

export default function getScrollBarSize(): number {
  return getTargetScrollBarSize().width;
}
