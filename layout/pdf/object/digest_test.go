package object

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// TestDigest: the trailer's ID and what asks for it hold one digest, that of the
// file with zeros in these places, and a change of any stream changes it.
func TestDigest(t *testing.T) {
	digests := map[string]bool{}
	for _, compact := range []bool{false, true} {
		for _, content := range []string{"one", "two"} {
			f := New()
			packet := &Stream{Dict: D("Type", Name("Metadata")), Data: []byte("<id>" + NoDigest + "</id>"), Plain: true, DigestAt: len("<id>")}
			root := D("Type", Name("Catalog"), "Metadata", f.Add(packet), "Content", f.Add(&Stream{Dict: D(), Data: []byte(content)}))
			f.Trailer.Set("Root", f.Add(root))
			file, err := f.Write(Form{Compact: compact})
			if err != nil {
				t.Fatal(err)
			}
			from := bytes.Index(file, []byte("<id>")) + len("<id>")
			digest := bytes.Clone(file[from : from+len(NoDigest)])
			if n := bytes.Count(file, digest); n != 3 {
				t.Errorf("compact %v: the digest %s stands %d times, want 3", compact, digest, n)
			}
			zeroed := bytes.ReplaceAll(file, digest, []byte(NoDigest))
			if sum := sha256.Sum256(zeroed); hex.EncodeToString(sum[:len(NoDigest)/2]) != string(digest) {
				t.Errorf("compact %v: the digest %s is not that of the file", compact, digest)
			}
			if digests[string(digest)] {
				t.Errorf("compact %v, %s: the digest of another file", compact, content)
			}
			digests[string(digest)] = true
		}
	}
}
