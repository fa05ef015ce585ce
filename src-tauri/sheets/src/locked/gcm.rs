//! AES-256 in GCM mode: what opens is known to be as it was sealed.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};

/// Opens data in place. `None`: the key is another one, the data was changed, or lengths make no sense.
pub(super) fn open_gcm(key: &[u8], vector: &[u8], data: &mut Vec<u8>) -> Option<()> {
    let vector = Nonce::try_from(vector).ok()?;
    Aes256Gcm::new_from_slice(key).ok()?.decrypt_in_place(&vector, b"", data).ok()
}
