package work

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
)

func compareInputs(a, b batch.Input) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref),
		cmp.Compare(a.Size, b.Size), cmp.Compare(a.SHA512, b.SHA512))
}

// InputHash is what an issue's output is a function of: SHA-256 over every file
// that was read (its name below the issue's folder, what it is, its size and
// its SHA-512), the options that change bytes, SOURCE_DATE_EPOCH and the build
// of this program. Where fonts lie on this machine and what an issue may take
// are not part of it.
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

// line adds values so that no two lists of values look the same.
func line(h hash.Hash, values ...any) {
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // texts and numbers
	}
	h.Write(append(b, '\n'))
}

// Current returns the input hash that an issue would have now, if the same
// files were read as were for a result; without setting it. It is empty where
// one of them cannot be read any more or is looked up elsewhere, which means
// that the issue has to be set again.
//
// A file that appears in a folder does not change an issue that was set
// without it: everything an issue reads is named in the files it reads, and an
// issue that names a file that is missing has failed.
func Current(issue batch.Issue, inputs []batch.Input, o batch.Options, cache *Cache) string {
	s, err := Open(issue.Real, o.FontDirs, cache)
	if err != nil {
		return ""
	}
	defer s.Close()
	if len(inputs) == 0 {
		return ""
	}
	for _, in := range inputs {
		// A file that has grown is changed: no need to read all of it.
		if _, err := s.Read(in.Kind, cmp.Or(in.Ref, in.Name), int(in.Size)); err != nil {
			return ""
		}
	}
	return InputHash(s.Inputs(), o)
}
