// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kith::test {

/// A folder of its own, gone with all its content at the end.
class TempDir {
  public:
    TempDir() {
        std::string name = std::filesystem::temp_directory_path() / "kith-test-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

/// Sets an environment variable and puts the old value back. An empty value unsets it.
class EnvVar {
  public:
    EnvVar(const char* name, const std::string& value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        put(value);
    }
    EnvVar(const EnvVar&) = delete;
    EnvVar& operator=(const EnvVar&) = delete;
    ~EnvVar() { put(old_); }

  private:
    void put(const std::string& value) const {
        if (value.empty())
            (void)::unsetenv(name_);
        else
            (void)::setenv(name_, value.c_str(), 1);
    }

    const char* name_;
    std::string old_;
};

} // namespace kith::test
