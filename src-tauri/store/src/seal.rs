//! Values that must come back: sealed with XChaCha20-Poly1305 under a fresh random nonce, and bound
//! to the table they belong to, so that none can be read, altered or moved without the key.

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Generate, Payload};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::key::Keys;

/// Length of the nonce written before the sealed bytes.
const NONCE: usize = 24;

impl Keys {
    /// Seals a value for a table.
    pub(crate) fn seal<T: Serialize>(
        &self,
        table: &'static str,
        value: &T,
    ) -> Result<Vec<u8>, StoreError> {
        let plain = serde_json::to_vec(value).map_err(|_| StoreError::Sealed { table })?;
        let nonce = XNonce::try_generate().map_err(|_| StoreError::Random)?;
        let payload = Payload { msg: &plain, aad: table.as_bytes() };
        let sealed =
            self.cipher.encrypt(&nonce, payload).map_err(|_| StoreError::Sealed { table })?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Reads a sealed value back.
    pub(crate) fn unseal<T: DeserializeOwned>(
        &self,
        table: &'static str,
        bytes: &[u8],
    ) -> Result<T, StoreError> {
        let broken = StoreError::Sealed { table };
        let Some((nonce, sealed)) = bytes.split_first_chunk::<NONCE>() else {
            return Err(broken);
        };
        let payload = Payload { msg: sealed, aad: table.as_bytes() };
        let plain = self
            .cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| StoreError::Sealed { table })?;
        serde_json::from_slice(&plain).map_err(|_| broken)
    }
}
