/**
 * How antd's buttons are set everywhere. Its own loading icon slides away; a button drawn anew meanwhile
 * keeps it, unseen, and a screen reader goes on calling the button "loading". Ours stands there exactly
 * while one waits and is no part of the button's name.
 */
export const buttonConfig = {
  autoInsertSpace: false,
  loadingIcon: <span className="button-waits" aria-hidden="true" />,
};
