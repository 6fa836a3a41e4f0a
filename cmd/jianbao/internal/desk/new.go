package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/next"
	"jianbao/content/diag"
)

// nextInfo is the issue that follows the last of a publication.
type nextInfo struct {
	Title  string `json:"title"` // of the publication
	From   string `json:"from"`  // folder of the last issue, below the desk's
	Folder string `json:"folder"`
	Year   int    `json:"year"`
	Number string `json:"number"`
	Date   string `json:"date"`
	Reason string `json:"reason,omitempty"` // why there is none
}

// nextIssues answers with the issue that follows the last of each publication on the
// shelf, that with the latest date first.
func (s *server) nextIssues(w http.ResponseWriter, r *http.Request) {
	issues, err := s.issues()
	if err != nil {
		s.fail(w, err)
		return
	}
	list := []nextInfo{}
	for _, last := range issues { // the newest first
		if last.Date == "" || last.Folder == "." || slices.ContainsFunc(list, func(n nextInfo) bool { return n.Title == last.Title }) {
			continue
		}
		info := nextInfo{Title: last.Title, From: last.Folder}
		if made, reason := s.following(last.Folder, path.Join(path.Dir(last.Folder), ".new")); reason == "" {
			n := made.Number
			info.Year, info.Number, info.Date = n.Year, n.Issue, n.Date.Format(time.DateOnly)
			info.Folder = proposed(&last, &n, s.exists)
		} else {
			info.Reason = reason
		}
		list = append(list, info)
	}
	answer(w, list)
}

// following makes, in memory, the issue in a folder that follows one in another; reason
// says why there is none.
func (s *server) following(from, folder string) (made next.Issue, reason string) {
	at := func(name string) string { return filepath.Join(s.options.Folder, filepath.FromSlash(name)) }
	var log diag.List
	made, ok := next.Make(next.Options{Folder: at(folder), From: filepath.Join(at(from), manifestName), Tool: s.options.Tool}, &log)
	if ok {
		return made, ""
	}
	var reasons []string
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			reasons = append(reasons, sentence(&d, s.options.Lang))
		}
	}
	return made, strings.Join(reasons, "\n")
}

// exists reports whether there is a file or folder below the desk's.
func (s *server) exists(name string) bool {
	f, err := openFolder(s.options.Folder)
	if err != nil {
		return false
	}
	defer f.root.Close()
	_, err = f.root.Lstat(filepath.FromSlash(name))
	return !errors.Is(err, fs.ErrNotExist)
}

// digitRuns returns where the runs of ASCII digits of a name begin and end.
func digitRuns(name string) [][2]int {
	var runs [][2]int
	for i := 0; i < len(name); i++ {
		from := i
		for i < len(name) && '0' <= name[i] && name[i] <= '9' {
			i++
		}
		if i > from {
			runs = append(runs, [2]int{from, i})
		}
	}
	return runs
}

// proposed returns a folder for a new issue that is named as that of the last issue is:
// year and number, or month, in its name are those of the new one. taken reports whether
// a folder is there already.
func proposed(last *issueInfo, n *next.Number, taken func(string) bool) string {
	dir, base := path.Split(last.Folder)
	dir = path.Clean(dir)
	if path.Base(dir) == strconv.Itoa(last.Year) { // a folder for each year
		dir = path.Join(path.Dir(dir), strconv.Itoa(n.Year))
	}
	month := ""
	if day, err := time.Parse(time.DateOnly, last.Date); err == nil {
		month = strconv.Itoa(int(day.Month()))
	}
	runs := digitRuns(base)
	name, changed := base, false
	for i := len(runs) - 1; i >= 0; i-- {
		old := base[runs[i][0]:runs[i][1]]
		value := strings.TrimLeft(old, "0")
		with := ""
		switch {
		case value == strconv.Itoa(last.Year):
			with = strconv.Itoa(n.Year)
		case !changed && value != "" && value == last.Number:
			with, changed = n.Issue, true
		case !changed && value != "" && value == month:
			with, changed = strconv.Itoa(int(n.Date.Month())), true
		default:
			continue
		}
		with = strings.Repeat("0", max(0, len(old)-len(with))) + with
		name = name[:runs[i][0]] + with + name[runs[i][1]:]
	}
	if !changed {
		name = fmt.Sprintf("%d-%02s", n.Year, n.Issue)
	}
	for k, free := 1, name; ; k++ {
		if k > 1 {
			free = name + "-" + strconv.Itoa(k)
		}
		if full := path.Join(dir, free); !taken(full) {
			return full
		}
	}
}

// newIssue makes an issue that follows another, in a folder that does not exist yet.
func (s *server) newIssue(w http.ResponseWriter, r *http.Request) {
	var q struct{ From, Folder string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&q); err != nil {
		s.fail(w, fmt.Errorf("%w: %w", errWrong, err))
		return
	}
	folder, err := clean(strings.TrimSpace(strings.ReplaceAll(q.Folder, `\`, "/")))
	from, errFrom := clean(q.From)
	if err != nil || errFrom != nil || folder == "." {
		s.fail(w, fmt.Errorf("%w: %q", errOutside, q.Folder))
		return
	}
	if err := inside(s.options.Folder, filepath.Join(s.options.Folder, from)); err != nil {
		s.fail(w, err)
		return
	}
	s.mu.Lock()
	last := s.open[filepath.ToSlash(from)]
	s.mu.Unlock()
	if last != nil {
		last.save(0)
	}
	made, reason := s.following(filepath.ToSlash(from), filepath.ToSlash(folder))
	if reason != "" {
		s.fail(w, &problem{http.StatusBadRequest, diag.Term{ZH: reason, EN: reason}})
		return
	}
	if err := s.write(filepath.ToSlash(folder), made.Files); err != nil {
		s.fail(w, err)
		return
	}
	answer(w, map[string]string{"folder": filepath.ToSlash(folder)})
}

// write writes the files of a new issue below the desk's folder, if none of them exists.
func (s *server) write(folder string, files []next.File) error {
	f, err := openFolder(s.options.Folder)
	if err != nil {
		return err
	}
	defer f.root.Close()
	for _, file := range files {
		name := path.Join(folder, file.Path)
		if _, err := f.root.Lstat(filepath.FromSlash(name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", name, errors.Join(fs.ErrExist, err))
		}
	}
	for _, file := range files {
		if err := f.write(path.Join(folder, file.Path), file.Data); err != nil {
			return err
		}
	}
	return nil
}
