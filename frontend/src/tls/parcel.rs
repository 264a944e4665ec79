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

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn a_parcel_arrives_as_it_was_sent() {
        for parcel in [
            Parcel::default(),
            Parcel {
                kind: 4,
                octets: vec![0, 13, 10, 255],
                words: vec![String::new(), "m\u{fc}ller \u{1f512}".to_owned()],
            },
        ] {
            let (carried, moved) = wrap(&parcel);
            assert_eq!(moved.length(), 1, "the octets' buffer, and nothing else");
            assert_eq!(unwrap(&carried), Some(parcel));
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_parcel_is_nothing() {
        let words = Array::of3(&1.into(), &Uint8Array::new_with_length(1), &2.into());
        for strange in [
            JsValue::NULL,
            JsValue::from_str("0"),
            Array::new().into(),
            Array::of2(&1.into(), &JsValue::NULL).into(),
            Array::of2(&JsValue::NULL, &Uint8Array::new_with_length(1)).into(),
            words.into(),
        ] {
            assert_eq!(unwrap(&strange), None, "{strange:?}");
        }
    }
}
