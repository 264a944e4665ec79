//! Yew's hooks for what a component keeps and for what follows from a change, without a copy for each type.
//!
//! Yew compiles its hooks anew for every type they keep and every closure they are given, a kilobyte of the page each
//! time. Here the types end in front of one hook: it keeps a value of any type, with the way to compare two.

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

/// What a component keeps between two drawings. A new value draws it anew.
pub(super) struct Kept<T> {
    value: Rc<T>,
    setter: UseStateSetter<Anything>,
}

impl<T: PartialEq + 'static> Kept<T> {
    /// Keeps another value.
    pub(super) fn set(&self, value: T) {
        self.setter.set(Anything::new(value));
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self {
            value: Rc::clone(&self.value),
            setter: self.setter.clone(),
        }
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Keeps a value, at first what `initial` gives.
#[hook]
pub(super) fn use_kept<T: PartialEq + 'static>(initial: fn() -> T) -> Kept<T> {
    let (value, setter) = use_anything(Box::new(move || Anything::new(initial())));
    Kept {
        // It is always of the type that was put in.
        value: value.downcast().unwrap_or_else(|_| Rc::new(initial())),
        setter,
    }
}

/// Does something after a drawing in which `cause` was another than before.
#[hook]
pub(super) fn use_effect_of<T: PartialEq + 'static>(cause: T, effect: impl FnOnce(&T) + 'static) {
    use_effect_of_anything(
        Anything::new(cause),
        Box::new(move |cause| {
            if let Some(cause) = cause.downcast_ref() {
                effect(cause);
            }
        }),
    );
}

#[hook]
fn use_anything(initial: Box<dyn FnOnce() -> Anything>) -> (Rc<dyn Any>, UseStateSetter<Anything>) {
    let kept = use_state_eq(initial);
    (Rc::clone(&kept.value), kept.setter())
}

#[hook]
fn use_effect_of_anything(cause: Anything, effect: Effect) {
    use_effect_with(cause, move |cause| effect(&*cause.value));
}

/// What follows from a value.
type Effect = Box<dyn FnOnce(&dyn Any)>;

/// A value of any type that can be compared with another of its type.
struct Anything {
    value: Rc<dyn Any>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Anything {
    fn new<T: PartialEq + 'static>(value: T) -> Self {
        Self {
            value: Rc::new(value),
            same: |one, other| match (one.downcast_ref::<T>(), other.downcast_ref()) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            },
        }
    }
}

impl PartialEq for Anything {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}
