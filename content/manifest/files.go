package manifest

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content/diag"
)

// rootFiles reads below a folder; os.Root refuses links that lead out.
type rootFiles struct{ root *os.Root }

func (r rootFiles) Read(name string, limit int) ([]byte, error) {
	f, err := r.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRegular(f, limit)
}

func (r rootFiles) List(folder string) []string {
	f, err := r.root.Open(filepath.FromSlash(folder))
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(10_000) // what cannot be listed is not suggested
	return names
}

// readWhole reads a file named by the user on the command line, which may lie
// anywhere.
func readWhole(name string, limit int) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRegular(f, limit)
}

// readRegular reads what was opened if it is a regular file. It was opened
// without waiting, so that a pipe nobody writes to does not hang the program.
func readRegular(f *os.File, limit int) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotRegularError{info.Mode()}
	}
	if info.Size() > int64(limit) {
		return nil, &TooLargeError{info.Size()}
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data) > limit: // it grew
			return nil, &TooLargeError{int64(len(data))}
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		}
	}
}

// reportUnreadable says why a file was not read; list gives the names of a
// folder to suggest from, or is nil.
func reportUnreadable(err error, at diag.Span, name string, limit int, log *diag.List, list func(string) []string) {
	var notRegular *NotRegularError
	var tooLarge *TooLargeError
	switch {
	case errors.As(err, &notRegular):
		log.Add("file-not-regular", at, name, modeTerm(notRegular.Mode))
	case errors.As(err, &tooLarge):
		log.Add("file-too-large", at, name, (tooLarge.Size+1<<20-1)>>20, limit>>20)
	case errors.Is(err, fs.ErrNotExist):
		fix := diag.Fix{}
		if list != nil {
			fix.DidYouMean = similarFile(name, list)
		}
		log.AddFix("file-missing", at, fix, name)
	case strings.Contains(err.Error(), "escapes"):
		// os.Root has no exported error for a link that leads out.
		log.Add("path-outside", at, name)
	default:
		log.Add("file-unreadable", at, name, reason(err))
	}
}

func modeTerm(m fs.FileMode) diag.Term {
	switch {
	case m.IsDir():
		return diag.Term{ZH: "文件夹", EN: "a folder"}
	case m&fs.ModeNamedPipe != 0:
		return diag.Term{ZH: "管道", EN: "a pipe"}
	case m&fs.ModeSocket != 0:
		return diag.Term{ZH: "套接字", EN: "a socket"}
	}
	return diag.Term{ZH: "设备", EN: "a device"}
}

func splitPath(name string) (folder, base string) {
	folder, base = path.Split(name)
	if folder == "" {
		return ".", base
	}
	return strings.TrimSuffix(folder, "/"), base
}

// similarFile finds a file of the same folder that was probably meant: one
// with another extension, in other case or full-width digits, or misspelt.
func similarFile(name string, list func(string) []string) string {
	folder, base := splitPath(name)
	names := slices.DeleteFunc(list(folder), func(n string) bool { return strings.HasPrefix(n, ".") })
	slices.Sort(names)
	stem := strings.TrimSuffix(base, path.Ext(base))
	found := ""
	for _, n := range names {
		if strings.EqualFold(strings.TrimSuffix(n, path.Ext(n)), stem) {
			found = n
			break
		}
	}
	if found == "" {
		found = diag.Nearest(base, names)
	}
	if found == "" {
		return ""
	}
	return path.Join(folder, found)
}

// cleanPath checks a path of the manifest. It returns it cleaned, or false
// after reporting what is wrong with it.
func cleanPath(p string, at diag.Span, log *diag.List) (string, bool) {
	if strings.Contains(p, `\`) {
		fixed := strings.ReplaceAll(p, `\`, "/")
		if len(fixed) > 1 && fixed[1] == ':' {
			log.Add("path-outside", at, p)
			return "", false
		}
		log.AddFix("path-backslash", at, diag.Fix{Write: `"` + fixed + `"`}, p)
		return "", false
	}
	clean := path.Clean(p)
	if path.IsAbs(p) || clean == ".." || strings.HasPrefix(clean, "../") || len(p) > 1 && p[1] == ':' || !filepath.IsLocal(filepath.FromSlash(clean)) {
		log.Add("path-outside", at, p)
		return "", false
	}
	return clean, true
}
