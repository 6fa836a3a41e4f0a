package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

//go:embed starter
var starter embed.FS

// starterFile is a file that init creates, and the starter that it is made of.
type starterFile struct{ path, from string }

// starterFiles returns the files in the order of creation: the manifest last, so that a
// folder with a manifest is complete. Below a publication.toml the manifest has only what
// belongs to the issue; with series, publication.toml is created, and the issue below it.
func starterFiles(folder string, series bool) []starterFile {
	article, short := "articles/01.txt", "short.toml"
	if series {
		return []starterFile{{edition.PublicationName, edition.PublicationName}, {"01/" + article, article}, {"01/" + manifestName, short}}
	}
	if _, below := edition.PublicationAbove(filepath.Join(folder, manifestName)); !below {
		short = manifestName
	}
	return []starterFile{{article, article}, {manifestName, short}}
}

// init creates a manifest and a first article in a folder, which need not exist.
// If one of the files exists already, nothing is written.
func (a *app) init(args []string) int {
	o, ok := a.parse("init", args)
	if !ok {
		return statusUsage
	}
	folder, from := o.Operands[0], "starter/en/"
	if a.lang == diag.ZH {
		from = "starter/zh/"
	}
	files := starterFiles(folder, o.Series)
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.path))
		if _, err := os.Lstat(path); err == nil {
			return a.wrongUsage("init", "init-exists", diag.Fix{}, filepath.ToSlash(path))
		}
	}
	for _, f := range files {
		text, err := starter.ReadFile(from + f.from)
		if err != nil {
			return a.failed(err)
		}
		text = dated(text, time.Now())
		path := filepath.Join(folder, filepath.FromSlash(f.path))
		if err := createFile(path, text); err != nil {
			if errors.Is(err, fs.ErrExist) { // created since the check above
				return a.wrongUsage("init", "init-exists", diag.Fix{}, filepath.ToSlash(path))
			}
			return a.cannotWrite(path, err)
		}
	}
	if a.terminal && !a.json {
		made := filepath.Join(folder, filepath.FromSlash(files[len(files)-1].path))
		folder = filepath.Dir(made)
		shown := diag.Escape(filepath.ToSlash(made))
		fmt.Fprintf(a.stderr, a.choose("已生成 %[1]s 和一篇文章；改好以后运行 jianbao build %[2]s\n", "wrote %[1]s and a first article; edit them, then run jianbao build %[2]s\n"),
			shown, diag.Escape(filepath.ToSlash(folder)))
	}
	return statusDone
}

// dated replaces year and date of the starter manifest by those of day.
func dated(text []byte, day time.Time) []byte {
	text = bytes.Replace(text, []byte("year   = 2026"), []byte("year   = "+day.Format("2006")), 1)
	return bytes.Replace(text, []byte("2026-01-15"), []byte(day.Format(time.DateOnly)), 1)
}

// createFile writes a new file and creates the folders above it. It fails if the
// file exists.
func createFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if err := writeAll(f, data); err != nil {
		f.Close()
		os.Remove(path)
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		os.Remove(path)
		return err
	}
	return f.Close()
}
