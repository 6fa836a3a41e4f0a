package work

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

func compareInputs(a, b batch.Input) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref),
		cmp.Compare(a.Size, b.Size), cmp.Compare(a.SHA512, b.SHA512))
}

// InputHash returns a hash of everything that an issue's output depends on:
// SHA-256 over all files read (name relative to the issue's folder, kind, size
// and SHA-512), the options that affect output bytes, SOURCE_DATE_EPOCH and the
// build of the program. Paths of fonts and limits are not included.
func InputHash(inputs []batch.Input, o batch.Options) string {
	sorted := slices.Clone(inputs)
	slices.SortFunc(sorted, compareInputs)
	h := sha256.New()
	line(h, "options", o.Profile, o.Standard, o.Epoch, o.Build, o.Lang)
	for _, in := range sorted {
		line(h, in.Kind, in.Name, in.Ref, in.Size, in.SHA512)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// line adds values to the hash, encoded so that different lists have different
// encodings.
func line(h hash.Hash, values ...any) {
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // texts and numbers
	}
	h.Write(append(b, '\n'))
}

// Current returns the current input hash of an issue without building it,
// assuming that it reads the same files as for an earlier result. It is empty
// if one of them can no longer be read or is found in another place, which
// means that the issue must be built again.
//
// A new file in a folder cannot change an issue that was built without it, except a
// publication.toml, which is looked for as when the issue is built: all other files that
// an issue reads are named in files it reads, and an issue that names a missing file has
// failed.
func Current(issue batch.Issue, inputs []batch.Input, o batch.Options, cache *Cache) string {
	s, err := Open(issue, o.FontDirs, cache)
	if err != nil {
		return ""
	}
	defer s.Close()
	if len(inputs) == 0 {
		return ""
	}
	if _, err := manifest.FindPublication(s); err != nil {
		return ""
	}
	for _, in := range inputs {
		// A file that has grown has changed: it need not be read completely.
		if _, err := s.Read(in.Kind, cmp.Or(in.Ref, in.Name), int(in.Size)); err != nil {
			return ""
		}
	}
	return InputHash(s.Inputs(), o)
}
