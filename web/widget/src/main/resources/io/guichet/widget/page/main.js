import { LinkDoor } from './door.js';
import { useLanguage } from './i18n.js';
import { Page } from './page.js';

/** A phone's keyboard takes a part of the screen: the page keeps to what is left, unless it is being zoomed. */
function keepAboveKeyboard() {
  const fit = () => {
    if (visualViewport.scale === 1) document.documentElement.style.setProperty('--height', `${visualViewport.height}px`);
  };
  visualViewport?.addEventListener('resize', fit);
}

useLanguage(null);
keepAboveKeyboard();
new Page({ door: new LinkDoor(location.pathname.split('/')[2]), bus: new EventTarget() }).open();
