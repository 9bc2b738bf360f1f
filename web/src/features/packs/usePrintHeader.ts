import { useEffect } from 'react';

/**
 * Heads every printed page with `title`, its place with `edition`, and numbers it. The text is the
 * page's, and margin boxes take it from nowhere but a style sheet.
 */
export function usePrintHeader(title: string | undefined, edition: string) {
  useEffect(() => {
    if (!title || !('adoptedStyleSheets' in document)) return;
    const small = 'font-size: 9pt;';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page {
      margin: 20mm 14mm 18mm;
      @top-left { content: ${JSON.stringify(title)}; ${small} }
      @top-right { content: ${JSON.stringify(edition)}; ${small} }
      @bottom-center { content: counter(page) " / " counter(pages); ${small} }
    }`);
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [title, edition]);
}
