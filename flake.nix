{
  description = "A layered Flask API, a React UI and a real PostgreSQL, running after one command.";

  inputs.nixpkgs.url = "https://channels.nixos.org/nixos-26.05/nixexprs.tar.xz";

  outputs =
    { self, nixpkgs }:
    let
      pins = (builtins.fromTOML (builtins.readFile ./pyproject.toml)).tool.workspace;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forEach = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
    in
    {
      devShells = forEach (pkgs: {
        # No compiler, because all packages are wheels.
        default = pkgs.mkShellNoCC {
          packages = [
            pkgs."python${builtins.replaceStrings [ "." ] [ "" ] pins.python}"
            pkgs."nodejs_${pins.node}"
            pkgs."postgresql_${pins.postgres}"
            pkgs.git
          ];

          # Libraries that wheels such as greenlet expect, which a Nix shell lacks.
          env = pkgs.lib.optionalAttrs pkgs.stdenv.isLinux {
            LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [
              pkgs.stdenv.cc.cc.lib
              pkgs.zlib
            ];
          };

          # Creates or updates .venv. Prints nothing if it is up to date.
          shellHook = ''
            unset PYTHONPATH
            top=$(git rev-parse --show-toplevel)
            "$top/inv" --version >/dev/null
            export VIRTUAL_ENV="$top/.venv" PATH="$top/.venv/bin:$PATH"
          '';
        };
      });

      formatter = forEach (pkgs: pkgs.nixfmt);

      checks = forEach (pkgs: {
        shell = self.devShells.${pkgs.system}.default;
      });
    };
}
