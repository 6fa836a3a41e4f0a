package store

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Put writes a file that does not belong to a single issue, such as an index or
// a manifest, durably. It returns a *ForeignError if a file of others has the
// name. A file that already has the same content is not rewritten.
func (s *Store) Put(file File) error {
	if err := s.claim("", []string{file.Name}); err != nil {
		return err
	}
	folder, base := path.Split(file.Name)
	var err error
	if base == s.seal {
		// The state of files that an earlier run has put is unknown.
		err = s.removeClaimed(func(name, key string) bool {
			return key == "" && !s.puts[name] && name != file.Name && strings.HasPrefix(name, folder)
		})
	}
	if err != nil {
		return err
	}
	if there, err := s.upToDate(file); err != nil || there {
		return err
	}
	if base != s.seal {
		err = s.unseal([]string{file.Name})
	}
	if err != nil {
		return err
	}
	if err = s.disk.write([]File{file}); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.puts[file.Name] = true
	delete(s.unsealed, file.Name)
	return nil
}

// upToDate reports whether a claimed file already has the content of file.
func (s *Store) upToDate(file File) (bool, error) {
	if file.From != nil {
		return false, nil
	}
	if sum, err := s.hash(file.Name); err != nil || sum != sumOf(file.Data) {
		return false, nil // if it cannot be read, writing it returns the error
	}
	s.mu.Lock()
	s.puts[file.Name] = true
	s.mu.Unlock()
	// The run that renamed it may have been stopped before it was durable.
	return true, s.disk.sync(map[string]bool{path.Dir(file.Name): true})
}

// sealsOf returns the seals written by Put in the folders above the names,
// sorted.
func (s *Store) sealsOf(names []string, claims map[string]string) []string {
	if s.seal == "" {
		return nil
	}
	found := map[string]bool{}
	seen := map[string]bool{".": true}
	for _, name := range names {
		for folder := path.Dir(name); !seen[folder]; folder = path.Dir(folder) {
			seen[folder] = true
			seal := folder + "/" + s.seal
			if owner, ok := claims[seal]; ok && owner == "" {
				found[seal] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// unseal durably removes the seals of folders that are about to change.
func (s *Store) unseal(names []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var broken []string
	for _, seal := range s.sealsOf(names, s.claims) {
		if !s.unsealed[seal] {
			broken = append(broken, seal)
		}
	}
	if len(broken) == 0 {
		return nil
	}
	if _, err := s.disk.remove(broken); err != nil {
		return err
	}
	for _, seal := range broken {
		s.unsealed[seal] = true
		delete(s.puts, seal)
	}
	return nil
}

// Tidy removes files of issues that earlier runs wrote and this run did not;
// call it when all issues are finished. Issues that were neither added nor
// found finished keep their files.
func (s *Store) Tidy() error {
	return s.removeClaimed(func(name, key string) bool {
		is := s.issues[key]
		return is != nil && is.settled && !slices.Contains(is.live, name)
	})
}

// Finish removes files that earlier runs have Put and this one has not, and
// folders that become empty; call it after the last Put.
func (s *Store) Finish() error {
	if err := s.Tidy(); err != nil {
		return err
	}
	if err := s.removeClaimed(func(name, key string) bool { return key == "" && !s.puts[name] }); err != nil {
		return err
	}
	return s.disk.prune()
}

// removeClaimed removes the unwanted claimed files, after their seals.
func (s *Store) removeClaimed(unwanted func(name, key string) bool) error {
	s.mu.Lock()
	var gone []string
	for name, key := range s.claims {
		if unwanted(name, key) {
			gone = append(gone, name)
		}
	}
	s.mu.Unlock()
	slices.Sort(gone)
	there := slices.DeleteFunc(slices.Clone(gone), func(name string) bool {
		_, err := s.disk.files.Stat(s.disk.path(name))
		return errors.Is(err, fs.ErrNotExist) || path.Base(name) == s.seal
	})
	if err := s.unseal(there); err != nil {
		return err
	}
	_, err := s.disk.remove(gone)
	return err
}
