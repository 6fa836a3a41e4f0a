package name

import (
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// extension is the extension of outputs.
const extension = ".pdf"

// Options are the options for names.
type Options struct {
	Pattern  *Pattern // nil: the output mirrors the tree
	Fields   *Reader  // of the issues; nil: a new one
	Reserved []string // names in the top folder of the output that issues must not use, such as index.csv
}

// Outputs returns the path of each issue's PDF below the output, with slashes.
//
// Without a pattern it follows the path of the manifest, with the file name
// that `jianbao build` would use: 2021/11/issue.toml becomes 2021/11/11.pdf,
// 2021/extra.toml becomes 2021/extra.pdf.
//
// With a pattern, an issue whose manifest cannot be read has an empty output;
// the worker reports the error.
//
// Every name in the path is valid on every system, see Clean; changes are
// reported. It returns false if on some system two issues have the same key or
// output, or the file of one is a folder of another; nothing must be written
// then.
func Outputs(issues []batch.Issue, opt Options, log *diag.List) (outputs []string, ok bool) {
	if opt.Fields == nil {
		opt.Fields = &Reader{}
	}
	before := log.Count(diag.Error)
	outputs = make([]string, len(issues))
	for i, issue := range issues {
		wanted := mirrored(issue)
		display := wanted
		if opt.Pattern != nil {
			wanted, display = opt.patterned(issue, log)
		}
		if wanted == "" {
			continue
		}
		outputs[i] = cleanPath(wanted)
		if display = norm.NFC.String(display) + extension; display != outputs[i] {
			log.Add("batch-name-changed", at(issue), display, outputs[i])
		}
	}
	collisions(issues, outputs, opt.Reserved, log)
	return outputs, log.Count(diag.Error) == before
}

func at(issue batch.Issue) diag.Span { return diag.Whole(filepath.ToSlash(issue.Path)) }

// mirrored returns the path derived from an issue's key, without extension.
func mirrored(issue batch.Issue) string {
	dir, base := path.Split(issue.Key)
	stem := strings.TrimSuffix(base, path.Ext(base))
	if strings.EqualFold(base, "issue.toml") {
		folder := path.Base(dir)
		if dir == "" { // the manifest is in the root
			folder = filepath.Base(filepath.Dir(issue.Real))
		}
		if folder != "." && folder != string(filepath.Separator) {
			stem = folder
		}
	}
	return dir + stem
}

// patterned returns the name from the pattern, and the text shown if it must be
// changed; both are empty if the manifest lacks a field.
func (o *Options) patterned(issue batch.Issue, log *diag.List) (name, display string) {
	f, ok := o.Fields.Read(issue)
	if !ok {
		return "", ""
	}
	name, display, ok = o.Pattern.render(&f)
	if !ok && f.Record == "" && o.Pattern.needs("record") {
		// No other check reports it: record is optional for an issue.
		log.Add("batch-name-record", at(issue))
	}
	return name, display
}

// cleanPath cleans every name of a path and adds the extension.
func cleanPath(s string) string {
	names := strings.Split(s, "/")
	last := len(names) - 1
	for i := range names[:last] {
		names[i] = Clean(names[i], MaxBytes)
	}
	names[last] = Clean(names[last], MaxBytes-len(extension)) + extension
	return strings.Join(names, "/")
}

// collisions reports issues whose outputs conflict with each other or with
// reserved names.
func collisions(issues []batch.Issue, outputs, reserved []string, log *diag.List) {
	keys, files, folders := map[string]int{}, map[string]int{}, map[string]int{}
	taken := map[string]string{}
	for _, r := range reserved {
		taken[Fold(r)] = r
	}
	for i, issue := range issues {
		if first, ok := keys[issue.Key]; ok {
			log.Add("batch-key-twice", at(issue), issue.Key, filepath.ToSlash(issues[first].Path))
			continue
		}
		keys[issue.Key] = i
		if outputs[i] == "" {
			continue
		}
		folded := Fold(outputs[i])
		top, _, _ := strings.Cut(folded, "/")
		if name, ok := taken[top]; ok {
			log.Add("batch-name-reserved", at(issue), outputs[i], name)
		}
		if first, ok := files[folded]; ok {
			log.Add("batch-name-collision", at(issue), outputs[i], filepath.ToSlash(issues[first].Path))
			continue
		}
		files[folded] = i
		for dir := path.Dir(folded); dir != "."; dir = path.Dir(dir) {
			if _, ok := folders[dir]; ok {
				break // and those above it
			}
			folders[dir] = i
		}
	}
	for i, issue := range issues {
		if in, ok := folders[Fold(outputs[i])]; ok && outputs[i] != "" {
			log.Add("batch-name-folder", at(issue), outputs[i], filepath.ToSlash(issues[in].Path))
		}
	}
}
