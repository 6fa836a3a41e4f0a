package store

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Put writes a file of no single issue, as durably: an index, a manifest. A
// *ForeignError is returned if somebody else's file has the name. A file that
// is there already, byte for byte, stays.
func (s *Store) Put(file File) error {
	if err := s.claim("", []string{file.Name}); err != nil {
		return err
	}
	folder, base := path.Split(file.Name)
	var err error
	if base == s.seal {
		// What an earlier run put there is not vouched for.
		err = s.drop(func(name, key string) bool {
			return key == "" && !s.puts[name] && name != file.Name && strings.HasPrefix(name, folder)
		})
	}
	if err != nil {
		return err
	}
	if there, err := s.holds(file); err != nil || there {
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

// holds reports whether a file of ours is there as it is to be.
func (s *Store) holds(file File) (bool, error) {
	if file.From != nil {
		return false, nil
	}
	if sum, err := s.hash(file.Name); err != nil || sum != sumOf(file.Data) {
		return false, nil // and if it cannot be read, writing it will say why
	}
	s.mu.Lock()
	s.puts[file.Name] = true
	s.mu.Unlock()
	// Whoever renamed it may have been stopped before it was durable.
	return true, s.disk.sync(map[string]bool{path.Dir(file.Name): true})
}

// sealsOf returns the seals, of those that Put wrote, in the folders above the
// names; sorted.
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

// unseal removes the seals of what is about to change, for good.
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

// Tidy is for when every issue is done: it removes what earlier runs wrote for
// them and this one did not. Issues that were neither added nor found done keep
// their files.
func (s *Store) Tidy() error {
	return s.drop(func(name, key string) bool {
		is := s.issues[key]
		return is != nil && is.settled && !slices.Contains(is.live, name)
	})
}

// Finish is for when everything was Put: it removes what earlier runs had put
// and this one did not, and folders that are empty for it.
func (s *Store) Finish() error {
	if err := s.Tidy(); err != nil {
		return err
	}
	if err := s.drop(func(name, key string) bool { return key == "" && !s.puts[name] }); err != nil {
		return err
	}
	return s.disk.prune()
}

// drop removes files that are claimed, and their seals before them.
func (s *Store) drop(unwanted func(name, key string) bool) error {
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
