package backissues

import (
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
)

// kind is a kind of issue: one fault, or one special feature of a valid issue.
type kind struct {
	name   string
	needs  capability // capabilities of the file system
	once   bool       // generate it only once
	status batch.Status
	codes  []string // see Expected
	make   func(*draft)
}

func plain() kind { return kind{name: "plain", status: batch.OK, make: func(*draft) {}} }

// plainCopy is a copy that is not reported, because it is found before its
// original.
func plainCopy() kind { return kind{name: "copy", status: batch.OK, make: func(*draft) {}} }

func copied() kind {
	return kind{name: "duplicate", status: batch.Warning, codes: []string{TwiceCode}, make: func(*draft) {}}
}

// fault is a kind whose issue is not built.
func fault(name string, make func(*draft), codes ...string) kind {
	slices.Sort(codes)
	return kind{name: name, status: batch.Failed, codes: codes, make: make}
}

// valid is a kind whose issue is built, with warnings if there are codes.
func valid(name string, make func(*draft), codes ...string) kind {
	slices.Sort(codes)
	k := kind{name: "sound: " + name, status: batch.OK, codes: codes, make: make}
	if len(codes) > 0 {
		k.status = batch.Warning
	}
	return k
}

// where returns the kind with required capabilities of the file system.
func (k kind) where(needs capability) kind {
	k.needs |= needs
	return k
}

// only returns the kind, to be generated once.
func (k kind) only() kind {
	k.once = true
	return k
}

// faults returns the kinds of faults, in a fixed order.
func faults() []kind {
	return slices.Concat(manifestFaults(), fileFaults(), textFaults(), styleFaults(), pictureFaults())
}
