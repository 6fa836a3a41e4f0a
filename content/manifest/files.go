package manifest

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/text/unicode/norm"

	"jianbao/content/diag"
	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// nearby finds names to suggest for a missing file.
type nearby struct {
	list      func(folder string) []string // names in a folder
	elsewhere func(base string) string     // a file of that name in another folder, as it has to be written; empty: none
}

// reportUnreadable reports why a file was not read.
func reportUnreadable(err error, at diag.Span, name string, limit int, log *diag.List, near nearby) {
	var outside *OutsideError
	switch {
	case Refused(err, at, name, limit, log):
	case errors.Is(err, fs.ErrNotExist):
		if form := otherForm(name, near.list); form != "" {
			log.Add("file-name-form", at, name, form)
			return
		}
		mean := similarFile(name, near.list)
		if mean == "" {
			_, base := splitPath(name)
			mean = near.elsewhere(base)
		}
		log.AddFix("file-missing", at, diag.Fix{DidYouMean: mean}, name)
	case errors.As(err, &outside):
		log.Add("path-outside", at, name)
	default:
		log.Add("file-unreadable", at, name, diag.Cause(err))
	}
}

// Refused reports a file that is not read because it is not regular, has more than
// limit bytes, or no file can have its name. It returns false for other errors.
func Refused(err error, at diag.Span, name string, limit int, log *diag.List) bool {
	var notRegular *NotRegularError
	var tooLarge *TooLargeError
	switch {
	case err != nil && strings.ContainsRune(name, 0):
		log.Add("path-character", at, name)
	case errors.Is(err, syscall.ENAMETOOLONG):
		log.Add("path-long", at, shortened(name), len(name))
	case errors.As(err, &notRegular):
		log.Add("file-not-regular", at, name, modeTerm(notRegular.Mode))
	case errors.As(err, &tooLarge):
		log.Add("file-too-large", at, name, (tooLarge.Size+1<<20-1)>>20, limit>>20)
	default:
		return false
	}
	return true
}

// shortened returns the beginning and the end of a path that is too long to be shown.
func shortened(name string) string {
	const part = 30
	if r := []rune(name); len(r) > 2*part+1 {
		return string(r[:part]) + "…" + string(r[len(r)-part:])
	}
	return name
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

// otherForm returns the Unicode normalization form, "NFC" or "NFD", of a file of
// the same folder whose name differs from name only in normalization; empty if
// there is none. macOS decomposes é, が and 가 in file names.
func otherForm(name string, list func(string) []string) string {
	folder, base := splitPath(name)
	for _, n := range list(folder) {
		if n != base && norm.NFC.String(n) == norm.NFC.String(base) {
			if norm.NFD.IsNormalString(n) {
				return "NFD"
			}
			return "NFC"
		}
	}
	return ""
}

// similarFile returns a file of the same folder that was probably meant: with
// another extension or one more, in other case or full-width digits, or misspelt. Names
// with different numbers are different articles.
func similarFile(name string, list func(string) []string) string {
	folder, base := splitPath(name)
	number := digitsOf(base)
	names := slices.DeleteFunc(list(folder), func(n string) bool {
		other := digitsOf(n)
		return n == base || strings.HasPrefix(n, ".") || number != "" && other != "" && number != other
	})
	slices.Sort(names)
	found := ""
	for _, n := range names {
		if found == "" && strings.EqualFold(n, base) {
			found = n // differs in case alone
		}
	}
	for _, stem := range []string{strings.TrimSuffix(base, path.Ext(base)), base} { // Windows hides the second ending of 1.docx.docx
		for _, n := range names {
			if found == "" && strings.EqualFold(strings.TrimSuffix(n, path.Ext(n)), stem) {
				found = n
			}
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

// maxSearched bounds the number of names looked at for a file in other folders.
const maxSearched = 500

// findBelow returns a file in any folder below the one that list starts from: the
// first with the name base, in any case, else the first that differs in its
// ending only and has one of endings. Folders are searched level by level, in the
// order of their names. It is empty if there is none among maxSearched names.
func findBelow(base string, endings []string, list func(string) []string) string {
	stem := strings.TrimSuffix(base, path.Ext(base))
	other := ""
	searched := 0
	for folders := []string{"."}; len(folders) > 0; folders = folders[1:] {
		names := slices.Sorted(slices.Values(list(folders[0])))
		for _, n := range names {
			if strings.HasPrefix(n, ".") {
				continue
			}
			if searched++; searched > maxSearched {
				return other
			}
			file, ext := path.Join(folders[0], n), path.Ext(n)
			switch {
			case strings.EqualFold(n, base):
				return file
			case other == "" && strings.EqualFold(strings.TrimSuffix(n, ext), stem) && slices.Contains(endings, strings.ToLower(ext)):
				other = file
			}
			folders = append(folders, file) // a file has no names in it
		}
	}
	return other
}

// digitsOf returns the digits of a name, half or full width, without leading
// zeros.
func digitsOf(name string) string {
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, name)
	return strings.TrimLeft(digits, "0")
}

var hanNumber = pattern.New(`[〇零一二三四五六七八九十百]+`)

// numbersOf is digitsOf that also reads numbers in Chinese characters, as in the names of
// folders of issues.
func numbersOf(name string) string {
	return digitsOf(hanNumber().ReplaceAllStringFunc(name, func(n string) string { return strconv.Itoa(numeral.Parse(n)) }))
}

// cleanPath checks a path relative to folder, which is relative to the
// manifest's folder. It returns the clean path relative to the manifest's
// folder, or reports an error and returns false.
func cleanPath(folder, p string, at diag.Span, log *diag.List) (string, bool) {
	if bare := strings.Map(func(r rune) rune {
		if directional(r) {
			return -1
		}
		return r
	}, p); bare != p {
		log.AddFix("path-marks", at, diag.Fix{Write: `"` + strings.ReplaceAll(bare, `\`, "/") + `"`}, bare)
		return "", false
	}
	if strings.Contains(p, `\`) {
		fixed := strings.ReplaceAll(p, `\`, "/")
		if len(fixed) > 1 && fixed[1] == ':' {
			log.Add("path-outside", at, p)
			return "", false
		}
		log.AddFix("path-backslash", at, diag.Fix{Write: `"` + fixed + `"`}, p)
		return "", false
	}
	clean := path.Join(folder, p)
	if path.IsAbs(p) || clean == ".." || strings.HasPrefix(clean, "../") || len(p) > 1 && p[1] == ':' || !filepath.IsLocal(filepath.FromSlash(clean)) {
		log.Add("path-outside", at, p)
		return "", false
	}
	return clean, true
}
