package object

import (
	"crypto/sha256"
	"encoding/hex"
)

// NoDigest is the placeholder for the digest of the file in data: zeros, as many
// as the digest has hexadecimal digits.
const NoDigest = "00000000000000000000000000000000"

// stampDigest puts the digest of the file, half a SHA-256 in hexadecimal, into the
// trailer's ID and into the streams that ask for it. It is that of the file with
// NoDigest in these places, so that anyone can compute it again.
func (w *writer) stampDigest() {
	sum := sha256.Sum256(w.out)
	for _, at := range w.stamps {
		hex.Encode(w.out[at:at+len(NoDigest)], sum[:len(NoDigest)/2])
	}
}
