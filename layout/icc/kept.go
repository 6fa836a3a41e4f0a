package icc

import (
	"crypto/sha256"
	"slices"
	"sync"
)

// maxKept is the greatest number of transforms that a profile keeps. A transform has up
// to 700 kB.
const maxKept = 8

// From returns the transform from another profile to this one, see New. Transforms that
// were used recently are kept with the profile, by the content of the other one: the
// pictures of an issue and the issues of a batch have few different profiles. It is safe
// for concurrent use; of several callers that need the same transform one builds it.
func (p *Profile) From(from *Profile) (*Transform, error) {
	if p == nil || from == nil {
		return New(from, p)
	}
	return p.kept.get(sha256.Sum256(from.Data), func() (*Transform, error) { return New(from, p) })
}

// FromNeutral returns the transform of grays that are stored as RGB of equal samples in
// another profile, one sample for each.
func (p *Profile) FromNeutral(from *Profile) (*Transform, error) {
	t, err := p.From(from)
	if err != nil {
		return nil, err
	}
	n := &Transform{in: 1, out: t.out, grays: make([][4]byte, 256)}
	rgb := make([]byte, t.in)
	for g := range n.grays {
		for k := range rgb {
			rgb[k] = byte(g)
		}
		t.Convert(n.grays[g][:n.out], rgb)
	}
	return n, nil
}

// Keeps reports whether a transform of grays to grays changes none by more than a step,
// as the profiles do that programs write for sRGB.
func (t *Transform) Keeps() bool {
	if t.in != 1 || t.out != 1 {
		return false
	}
	for g, to := range t.grays {
		if d := int(to[0]) - g; d < -1 || d > 1 {
			return false
		}
	}
	return true
}

// keptTransforms holds transforms by the digest of the profile they convert from.
type keptTransforms struct {
	mu   sync.Mutex
	list []keptTransform // the last used one first
}

type keptTransform struct {
	from [sha256.Size]byte
	get  func() (*Transform, error)
}

// get returns the transform from a profile with that digest, and builds it if it is not
// kept.
func (k *keptTransforms) get(from [sha256.Size]byte, build func() (*Transform, error)) (*Transform, error) {
	k.mu.Lock()
	found := keptTransform{from, sync.OnceValues(build)}
	if i := slices.IndexFunc(k.list, func(t keptTransform) bool { return t.from == from }); i >= 0 {
		found = k.list[i]
		k.list = slices.Delete(k.list, i, i+1)
	}
	k.list = slices.Insert(k.list, 0, found)
	if len(k.list) > maxKept {
		k.list = slices.Delete(k.list, maxKept, len(k.list))
	}
	k.mu.Unlock()
	return found.get()
}
