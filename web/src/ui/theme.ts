import { type ThemeConfig, theme } from 'antd';

/** The same colours as tokens.css, for the controls of antd. theme.test.ts holds both to contrast. */
const shared = {
  borderRadius: 6,
  borderRadiusSM: 4,
  fontSize: 14,
  wireframe: false,
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.16s',
  fontFamily: 'var(--font)',
};

const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#0958d9',
    colorLink: '#0958d9',
    colorInfo: '#0958d9',
    colorError: '#a8071a',
    colorText: '#1a2430',
    colorTextSecondary: '#465264',
    colorTextTertiary: '#595959',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#6b6b6b',
    colorTextQuaternary: '#6b6b6b',
    colorTextDisabled: '#5a6677',
    colorBorder: '#c2cbd6',
    colorBorderSecondary: '#e1e6ec',
    colorBgLayout: '#f3f5f8',
  },
};

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#1668dc',
    colorLink: '#69b1ff',
    colorInfo: '#69b1ff',
    colorError: '#ff9c9c',
    colorText: '#e7ebf1',
    colorTextSecondary: '#bcc6d3',
    colorTextTertiary: '#b8b8b8',
    colorTextDescription: '#b8b8b8',
    colorTextPlaceholder: '#a6a6a6',
    colorTextQuaternary: '#a6a6a6',
    colorTextDisabled: '#a5b0bf',
    colorBgContainer: '#161c25',
    colorBgElevated: '#1e2733',
    colorBgLayout: '#0e131a',
    colorBorder: '#435063',
    colorBorderSecondary: '#2a3441',
  },
  components: { Radio: { buttonSolidCheckedColor: '#ffffff' } },
};

export const themeOf = (isDark: boolean) => (isDark ? dark : light);
