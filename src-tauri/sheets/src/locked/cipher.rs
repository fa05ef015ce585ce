//! AES over whole blocks, by the length of the key: chained (CBC), or each block on its own (ECB). Nothing
//! is padded here. `None`: the key, the vector or the data is of a length that makes no sense.

use aes::cipher::consts::U16;
use aes::cipher::{
    BlockCipherDecrypt, BlockModeDecrypt, BlockModeEncrypt, InvalidLength, KeyInit, KeyIvInit,
};
use aes::{Aes128, Aes192, Aes256, Block};
use cbc::{Decryptor, Encryptor};

/// Bytes of a block.
pub(super) const BLOCK: usize = 16;

pub(super) fn decrypt_cbc(key: &[u8], vector: &[u8], data: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => backward(Decryptor::<Aes128>::new_from_slices(key, vector), data),
        24 => backward(Decryptor::<Aes192>::new_from_slices(key, vector), data),
        _ => backward(Decryptor::<Aes256>::new_from_slices(key, vector), data),
    }
}

/// With a key of 32 bytes.
pub(super) fn encrypt_cbc(key: &[u8], vector: &[u8], data: &mut [u8]) -> Option<()> {
    let mut mode = Encryptor::<Aes256>::new_from_slices(key, vector).ok()?;
    mode.encrypt_blocks(blocks(data)?);
    Some(())
}

pub(super) fn decrypt_ecb(key: &[u8], data: &mut [u8]) -> Option<()> {
    let blocks = blocks(data)?;
    match key.len() {
        16 => Aes128::new_from_slice(key).ok()?.decrypt_blocks(blocks),
        24 => Aes192::new_from_slice(key).ok()?.decrypt_blocks(blocks),
        _ => Aes256::new_from_slice(key).ok()?.decrypt_blocks(blocks),
    }
    Some(())
}

fn backward<M>(mode: Result<M, InvalidLength>, data: &mut [u8]) -> Option<()>
where
    M: BlockModeDecrypt<BlockSize = U16>,
{
    mode.ok()?.decrypt_blocks(blocks(data)?);
    Some(())
}

fn blocks(data: &mut [u8]) -> Option<&mut [Block]> {
    let (blocks, rest) = Block::slice_as_chunks_mut(data);
    rest.is_empty().then_some(blocks)
}
