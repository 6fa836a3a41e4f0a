package edition

import (
	"path/filepath"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// Head is what identifies an issue.
type Head struct {
	Title  string // of the publication
	Number string
	Year   int
	Date   string // 2026-01-31; empty: not given
}

// ReadHead reads the head of a manifest and none of the files it names. What it cannot
// read is empty.
func ReadHead(path string) Head {
	disk := manifest.NewDisk(path)
	defer disk.Close()
	raw, err := disk.Read(manifest.KindManifest, path, maxThemeSize)
	if err != nil {
		return Head{}
	}
	var unused diag.List // about the files that are not read
	issue := manifest.Load(manifest.Buffers{Name: path, Files: map[string][]byte{filepath.ToSlash(filepath.Clean(path)): raw}}, manifest.Options{}, &unused)
	if issue == nil {
		return Head{}
	}
	n := &issue.Number
	return Head{Title: issue.Publication.Title.Joined(), Number: n.Issue.Value, Year: n.Year, Date: n.Date.ISO()}
}

// PublicationName is the name of the file of what the issues of a publication share.
const PublicationName = manifest.PublicationName

// PublicationAbove returns how many folders above a manifest the publication.toml is that
// applies to it; ok is false if there is none.
func PublicationAbove(path string) (up int, ok bool) {
	disk := manifest.NewDisk(path)
	defer disk.Close()
	found, _ := manifest.FindPublication(disk) // one that cannot be read is there, too
	if found == nil {
		return 0, false
	}
	return found.Up, true
}
