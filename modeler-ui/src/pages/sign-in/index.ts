export { SignInPage as Component } from './sign-in.tsx';
