package pdf

import (
	"cmp"
	"crypto/md5"
	"slices"

	"jianbao/layout/pdf/metadata"
	"jianbao/layout/pdf/object"
)

// writeAttachments embeds the files that an archival file carries along: its
// sources and its record (ISO 19005-3 6.8).
func (f *finisher) writeAttachments() {
	if len(f.opt.Attachments) == 0 {
		return
	}
	date := metadata.Produced(&f.doc.Meta)
	names := make([]string, len(f.opt.Attachments))
	refs := make(map[string]object.Ref, len(names))
	associated := object.Array{}
	for i, a := range f.opt.Attachments {
		sum := md5.Sum(a.Data) // a check sum, no secret (ISO 32000-1 7.11.4.1)
		params := object.D("Size", object.Int(len(a.Data)), "CheckSum", object.String(sum[:]))
		if date != "" {
			params.Set("ModDate", object.String(date))
		}
		stream := f.File.Add(&object.Stream{
			Dict: object.D("Type", object.Name("EmbeddedFile"), "Subtype", object.Name(a.MIME), "Params", params),
			Data: a.Data,
		})
		spec := object.D("Type", object.Name("Filespec"), "F", object.Text(a.Name), "UF", object.Text(a.Name),
			"EF", object.D("F", stream, "UF", stream), "AFRelationship", object.Name(a.Relationship))
		if a.Description != "" {
			spec.Set("Desc", object.Text(a.Description))
		}
		ref := f.File.Add(spec)
		associated = append(associated, ref)
		key := string(object.Text(a.Name))
		names[i], refs[key] = key, ref
	}
	slices.SortFunc(names, cmp.Compare[string])
	tree := object.Array{}
	for _, name := range slices.Compact(names) {
		tree = append(tree, object.String(name), refs[name])
	}
	f.Catalog.Set("Names", object.D("EmbeddedFiles", object.D("Names", tree)))
	f.Catalog.Set("AF", associated)
}
