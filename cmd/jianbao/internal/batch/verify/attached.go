package verify

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/manifest"
)

// recordName is the name of the record in PDF/A-3.
const recordName = "record.json"

// embeddedRecord is what the record in PDF/A-3 says about the files that the issue
// was made from.
type embeddedRecord struct {
	Sources []embeddedSource `json:"sources"`
}

type embeddedSource struct {
	Path       string `json:"path"`
	Kind       string `json:"kind"`
	SHA256     string `json:"sha256"`
	Attachment string `json:"attachment"`
}

// attachments checks the embedded files: in PDF/A-3 the sources and the record, in
// other files none.
func (v *verifier) attachments(name string, f *facts, rec *recorded) {
	if rec == nil || !strings.HasPrefix(rec.standard(), "PDF/A-3") {
		for _, a := range f.attached {
			v.found("safe-attachment", name, a.name)
		}
		return
	}
	var record embeddedRecord
	found := false
	for i := range f.attached {
		if a := &f.attached[i]; a.name == recordName && !found {
			found = true
			if err := json.Unmarshal(a.data, &record); err != nil {
				v.found("usable-json", name, err)
				return
			}
		}
	}
	if !found {
		v.found("complete-attachment", name, recordName)
	}
	named := map[string]bool{recordName: true}
	checked := map[string]bool{} // paths of attached sources
	for _, s := range record.Sources {
		if s.Attachment == "" {
			continue
		}
		named[s.Attachment] = true
		if ok := v.attached(name, f, s); ok {
			checked[norm.NFC.String(s.Path)] = true
		}
	}
	for _, s := range record.Sources {
		if s.Kind == manifest.KindManifest && rec.manifest != "" && !sameManifest(rec.manifest, s.Path) {
			v.found("authentic-metadata", name, term("清单", "manifest"), rec.from, rec.manifest, recordName, s.Path)
		}
	}
	for i := range rec.sources {
		in := &rec.sources[i]
		switch attached, listed := checked[norm.NFC.String(in.Name)], record.has(in.Name); {
		case !mustAttach(in) || f.has(in.SHA512) || listed && !attached: // which has been reported
		case attached:
			v.found("authentic-attachment", name, in.Name)
		default:
			v.found("complete-attachment", name, in.Name)
		}
	}
	for _, a := range f.attached {
		if !named[a.name] && !slices.ContainsFunc(rec.sources, func(in batch.Input) bool { return in.SHA512 == a.sha512 }) {
			v.found("safe-attachment", name, a.name)
		}
	}
}

// sameManifest reports whether the manifest of a row can have a name. Its folders are not
// known from elsewhere, and in names with "<" or "%" characters may have been replaced.
func sameManifest(row, name string) bool {
	row = path.Base(row)
	return strings.ContainsAny(row+name, "<%\ufffd") || norm.NFC.String(row) == norm.NFC.String(name)
}

// attached checks the attachment of a source against the record; ok is false if there
// is a finding.
func (v *verifier) attached(name string, f *facts, s embeddedSource) (ok bool) {
	for i := range f.attached {
		if a := &f.attached[i]; a.name == s.Attachment {
			if a.sha256 == s.SHA256 {
				return true
			}
			v.found("authentic-attachment", name, s.Path)
			return false
		}
	}
	v.found("complete-attachment", name, s.Path)
	return false
}

// has reports whether the record says that a source is attached.
func (r *embeddedRecord) has(source string) bool {
	return slices.ContainsFunc(r.Sources, func(s embeddedSource) bool {
		return s.Attachment != "" && norm.NFC.String(s.Path) == norm.NFC.String(source)
	})
}

// has reports whether an attachment has the checksum.
func (f *facts) has(sha512 string) bool {
	for i := range f.attached {
		if f.attached[i].sha512 == sha512 {
			return true
		}
	}
	return false
}
