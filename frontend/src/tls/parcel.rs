//! Parcels as the browser carries them between page and worker: an array of the kind, the octets and the words. The
//! octets' buffer is moved, not copied.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::message::Parcel;

/// A parcel as the browser carries it, and what of it is to be moved.
pub fn wrap(parcel: &Parcel) -> (Array, Array) {
    let octets = Uint8Array::from(parcel.octets.as_slice());
    let moved = Array::of1(&octets.buffer());
    let carried = Array::of2(&JsValue::from(parcel.kind), &octets);
    for word in &parcel.words {
        carried.push(&JsValue::from_str(word));
    }
    (carried, moved)
}

/// The parcel of a message. Nothing where it is none.
pub fn unwrap(message: &JsValue) -> Option<Parcel> {
    let carried = message.dyn_ref::<Array>()?;
    let octets = carried.get(1).dyn_into::<Uint8Array>().ok()?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is out of range saturates, and is no kind"
    )]
    let kind = carried.get(0).as_f64()? as u8;
    let words = carried.iter().skip(2).map(|word| word.as_string());
    Some(Parcel {
        kind,
        octets: octets.to_vec(),
        words: words.collect::<Option<_>>()?,
    })
}
