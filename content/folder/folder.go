// Package folder compares an issue with the files around it: files that it uses twice,
// files of its folders that it does not use, and the numbers of the issues of the same
// publication in neighbouring folders.
package folder

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
)

// Check adds its findings to log. The manifest is a path on disk, inputs are the files
// that the issue was read from, and read is what was found when it was read. Files and folders that cannot be read are left
// out of the comparison.
func Check(issue *content.Issue, manifest string, inputs []string, read []diag.Diagnostic, log *diag.List) {
	usedTwice(issue, log)
	unused(issue, manifest, inputs, read, log)
	if full, err := filepath.Abs(manifest); err == nil {
		follows(issue, full, log)
	}
}

// usedTwice reports an article whose file is that of an earlier one.
func usedTwice(issue *content.Issue, log *diag.List) {
	first := map[string]*content.Article{} // by path; looked up only
	for i := range issue.Sections {
		for k := range issue.Sections[i].Articles {
			a := &issue.Sections[i].Articles[k]
			if a.File == nil || a.File == issue.Source {
				continue
			}
			if before := first[a.File.Path]; before != nil {
				log.Add("file-twice", a.Span, filepath.Base(filepath.FromSlash(a.File.Path)), before.Title.Joined())
				continue
			}
			first[a.File.Path] = a
		}
	}
}

// mostNames is how many unused files a finding names.
const mostNames = 5

// unused reports the articles, pictures and tables in the folders of those used that
// nothing uses. A CSV file beside articles alone may be anything, such as their list. A
// folder with a second manifest is shared by issues: its files may be the other's.
func unused(issue *content.Issue, manifest string, inputs []string, read []diag.Diagnostic, log *diag.List) {
	home := filepath.Dir(manifest)
	used := map[string]bool{full(manifest): true}
	var folders, tables []string // of copy, and of tables
	for _, name := range inputs {
		used[full(name)] = true
		if isCopy(name) && !slices.Contains(folders, full(filepath.Dir(name))) {
			folders = append(folders, full(filepath.Dir(name)))
		}
		if isTable(name) {
			tables = append(tables, full(filepath.Dir(name)))
		}
	}
	for _, p := range issue.Pictures() { // those that cannot be used are not among the inputs
		if p.Code != nil || p.Embedded {
			continue
		}
		used[full(filepath.Join(home, filepath.FromSlash(p.File.Value)))] = true
		if src := p.File.Place.Source; src != nil {
			used[full(filepath.Join(filepath.Dir(filepath.FromSlash(src.Path)), filepath.FromSlash(p.File.Value)))] = true
		}
	}
	for _, name := range refused(read) {
		used[full(filepath.Join(home, name))] = true
	}
	for _, name := range names(home) {
		if strings.EqualFold(filepath.Ext(name), ".toml") && !used[full(filepath.Join(home, name))] {
			return
		}
	}
	var left []string
	for _, dir := range folders {
		for _, name := range names(dir) {
			if path := filepath.Join(dir, name); isCopy(name) && !used[path] && !isOriginal(path, used) && (!isTable(name) || slices.Contains(tables, dir)) {
				if rel, err := filepath.Rel(full(home), path); err == nil {
					path = rel
				}
				left = append(left, filepath.ToSlash(path))
			}
		}
	}
	if len(left) == 0 {
		return
	}
	slices.Sort(left)
	n := len(left)
	if n > mostNames {
		left = append(left[:mostNames:mostNames], "…")
	}
	log.Add("files-unused", diag.Span{Source: issue.Source}, n, left)
}

// refused returns the files that the manifest names and errors are about, and those that
// the errors suggest instead of missing ones: an editor who uses a file under a wrong
// name is not to be told that nothing uses it. The paths are relative to the manifest.
func refused(read []diag.Diagnostic) (files []string) {
	for i := range read {
		if d := &read[i]; d.Severity == diag.Error && len(d.Args) > 0 {
			name, _ := d.Args[0].(string)
			files = append(files, filepath.FromSlash(name), filepath.FromSlash(d.Fix.DidYouMean))
		}
	}
	return files
}

// isCopy reports whether a file is an article, a picture or a table by its name.
func isCopy(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt", ".text", ".md", ".markdown", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp",
		".csv", ".tsv", ".tab", ".docx", ".docm", ".dotx", ".dotm":
		base := strings.ToLower(filepath.Base(name))
		return !strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "readme") && !strings.HasPrefix(base, "~")
	}
	return false
}

// isOriginal reports whether a file is a document of Word whose text is used: a text of
// the same name stands beside it.
func isOriginal(path string, used map[string]bool) bool {
	ext := filepath.Ext(path)
	switch strings.ToLower(ext) {
	case ".docx", ".docm", ".dotx", ".dotm":
		stem := strings.TrimSuffix(path, ext)
		return used[stem+".txt"] || used[stem+".md"]
	}
	return false
}

// isTable reports whether a file is a table by its name.
func isTable(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab":
		return true
	}
	return false
}

// full returns a path that is the same for the same file; of one that cannot be made
// absolute, the path itself.
func full(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return filepath.Clean(name)
}

// names returns the regular files of a folder, sorted.
func names(dir string) (out []string) {
	entries, _ := os.ReadDir(dir) // what was read before an error
	for _, e := range entries {
		if e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	return out
}
