import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The date picker is fetched with the first form that has a date, so it stays out of the shared group.
const lazyParts =
  /node_modules[\\/](antd[\\/]es[\\/](date-picker|time-picker|calendar)|@rc-component[\\/]picker)[\\/]/;
// So are the controls that only forms have.
const formParts =
  /node_modules[\\/](antd[\\/]es[\\/](input-number|radio|switch|checkbox)|@rc-component[\\/](input-number|mini-decimal|switch))[\\/]/;
// And the QR code, which one page draws once.
const codeParts = /node_modules[\\/]@rc-component[\\/]qrcode[\\/]/;
const antdParts = /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs|clsx)[\\/]/;

export default defineConfig({
  plugins: [react()],
  resolve: {
    // Two helpers of antd write styles without the nonce that our content security policy asks for.
    alias: ['getScrollBarSize', 'useScrollLocker'].map((name) => ({
      find: new RegExp(`^.{1,2}/${name}$`),
      replacement: fileURLToPath(new URL(`src/ui/antd-csp/${name}.ts`, import.meta.url)),
    })),
  },
  server: { proxy: { '/api': process.env.GUIJU_API ?? 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/,
              priority: 30,
            },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            { name: 'picker', test: lazyParts, priority: 10 },
            { name: 'controls', test: formParts, priority: 10 },
            { name: 'qrcode', test: codeParts, priority: 10 },
            {
              name: 'antd',
              test: (id: string) =>
                antdParts.test(id) &&
                !lazyParts.test(id) &&
                !formParts.test(id) &&
                !codeParts.test(id) &&
                !/[\\/]locale[\\/]/.test(id),
              priority: 20,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    css: false,
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
