package backissues

import (
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
)

// kind is a kind of issue: one fault, or one peculiarity of a sound issue.
type kind struct {
	name   string
	needs  ability // of the system
	once   bool    // one of it is enough
	status batch.Status
	codes  []string // see Expected
	make   func(*draft)
}

func plain() kind { return kind{name: "plain", status: batch.OK, make: func(*draft) {}} }

// plainCopy is a copy that nobody notices, because it is found before its
// original.
func plainCopy() kind { return kind{name: "copy", status: batch.OK, make: func(*draft) {}} }

func copied() kind {
	return kind{name: "there twice", status: batch.Warning, codes: []string{TwiceCode}, make: func(*draft) {}}
}

// fault is a kind whose issue is not built.
func fault(name string, make func(*draft), codes ...string) kind {
	slices.Sort(codes)
	return kind{name: name, status: batch.Failed, codes: codes, make: make}
}

// sound is a kind whose issue is built, with warnings if there are codes.
func sound(name string, make func(*draft), codes ...string) kind {
	slices.Sort(codes)
	k := kind{name: "sound: " + name, status: batch.OK, codes: codes, make: make}
	if len(codes) > 0 {
		k.status = batch.Warning
	}
	return k
}

// where says what a kind asks of the system.
func (k kind) where(needs ability) kind {
	k.needs |= needs
	return k
}

// only says that there is one of a kind.
func (k kind) only() kind {
	k.once = true
	return k
}

// faults returns the kinds of faults, in a fixed order.
func faults() []kind {
	return slices.Concat(manifestFaults(), fileFaults(), textFaults(), styleFaults(), pictureFaults())
}
