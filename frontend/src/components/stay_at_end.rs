//! A scrolled element that stays at its end while it, or what it holds, changes its height, if the reader was there.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// How near the end counts as the end, in CSS pixels: half a row.
const NEAR: i32 = 24;

/// Whether the reader is at the end.
#[derive(Clone)]
pub(super) struct AtEnd {
    scrolled: NodeRef,
    is_there: Rc<Cell<bool>>,
    /// The heights when we last looked, of what is scrolled and of the part in view.
    heights: Rc<Cell<(i32, i32)>>,
}

impl AtEnd {
    /// Whether the reader is at the end.
    pub(super) fn is_there(&self) -> bool {
        self.is_there.get()
    }

    /// Goes to the end, to stay there.
    pub(super) fn go(&self) {
        self.is_there.set(true);
        self.hold();
    }

    /// What comes next leaves the reader where they are.
    pub(super) fn leave(&self) {
        self.is_there.set(false);
    }

    /// Takes note of where the reader has scrolled to.
    pub(super) fn scrolled(&self) {
        let Some(scrolled) = self.scrolled.cast::<Element>() else {
            return;
        };
        let heights = (scrolled.scroll_height(), scrolled.client_height());
        if self.heights.replace(heights) == heights {
            self.is_there
                .set(heights.0 - scrolled.scroll_top() - heights.1 <= NEAR);
        } else if self.is_there() {
            // A new layout has moved it, not the reader.
            self.hold();
        }
    }

    fn hold(&self) {
        if let Some(scrolled) = self.scrolled.cast::<Element>() {
            self.heights
                .set((scrolled.scroll_height(), scrolled.client_height()));
            scrolled.set_scroll_top(scrolled.scroll_height());
        }
    }
}

/// Keeps `scrolled` at its end as long as the reader is there.
#[hook]
pub(super) fn use_at_end(scrolled: &NodeRef) -> AtEnd {
    let at_end = AtEnd {
        scrolled: scrolled.clone(),
        is_there: use_memo((), |()| Cell::new(true)),
        heights: use_memo((), |()| Cell::new((0, 0))),
    };
    let held = at_end.clone();
    use_effect_with((), move |()| {
        let scrolled = held.scrolled.clone();
        let changed = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if held.is_there() {
                held.hold();
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(scrolled)) = (&observer, scrolled.cast::<Element>()) {
            observer.observe(&scrolled);
            if let Some(inside) = scrolled.first_element_child() {
                observer.observe(&inside);
            }
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(changed);
        }
    });
    at_end
}
